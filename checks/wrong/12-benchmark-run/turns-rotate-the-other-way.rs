//! lesson: 12
//! mistake: rotates the other way: round 1 begins with the last run and not with run 1
//! expect: round 1 of 3 runs was [2, 0, 1], not [1, 2, 0]

pub(crate) fn turns(runs: usize, repetitions: usize) -> Vec<Turn> {
    let mut order: Vec<usize> = (0..runs).collect();
    let mut turns = Vec::new();
    for _ in 0..repetitions {
        turns.extend(order.iter().flat_map(|run| [Turn::WarmUp(*run), Turn::Measure(*run)]));
        order.rotate_right(1.min(runs));
    }
    turns
}
