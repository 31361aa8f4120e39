//! lesson: 12
//! mistake: warms all runs of a round up before it measures them
//! expect: run 0 was measured after WarmUp(2)

pub(crate) fn turns(runs: usize, repetitions: usize) -> Vec<Turn> {
    let mut turns = Vec::new();
    for round in 0..repetitions {
        let order = || (0..runs).map(move |step| (round + step) % runs);
        turns.extend(order().map(Turn::WarmUp));
        turns.extend(order().map(Turn::Measure));
    }
    turns
}
