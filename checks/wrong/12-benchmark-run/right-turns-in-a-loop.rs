//! lesson: 12
//! right: rotates a list of the runs

pub(crate) fn turns(runs: usize, repetitions: usize) -> Vec<Turn> {
    let mut order: Vec<usize> = (0..runs).collect();
    let mut turns = Vec::with_capacity(2 * runs * repetitions);
    for _ in 0..repetitions {
        for run in &order {
            turns.push(Turn::WarmUp(*run));
            turns.push(Turn::Measure(*run));
        }
        if runs > 0 {
            order.rotate_left(1);
        }
    }
    turns
}
