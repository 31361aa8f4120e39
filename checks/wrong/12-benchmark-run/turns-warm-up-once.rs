//! lesson: 12
//! mistake: warms each run up before its first measurement only
//! expect: was measured after

pub(crate) fn turns(runs: usize, repetitions: usize) -> Vec<Turn> {
    let warm_ups = (0..runs).map(Turn::WarmUp);
    let rounds = (0..repetitions).flat_map(|round| (0..runs).map(move |step| (round + step) % runs));
    warm_ups.chain(rounds.map(Turn::Measure)).collect()
}
