//! lesson: 12
//! mistake: ends when each run has been the first of a round, so five rounds of three runs are only three
//! expect: 4 runs in 6 rounds were 16 measurements, not 24

pub(crate) fn turns(runs: usize, repetitions: usize) -> Vec<Turn> {
    // Then every run has been the first once, and the rounds would begin as before.
    let rounds = repetitions.min(runs);
    let order = (0..rounds).flat_map(|round| (0..runs).map(move |step| (round + step) % runs));
    order.flat_map(|run| [Turn::WarmUp(run), Turn::Measure(run)]).collect()
}
