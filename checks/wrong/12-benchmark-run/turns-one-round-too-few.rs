//! lesson: 12
//! mistake: counts the first round as no repetition
//! expect: 4 runs in 6 rounds were 20 measurements, not 24

pub(crate) fn turns(runs: usize, repetitions: usize) -> Vec<Turn> {
    let rounds = (1..repetitions).flat_map(|round| (0..runs).map(move |step| (round + step) % runs));
    rounds.flat_map(|run| [Turn::WarmUp(run), Turn::Measure(run)]).collect()
}
