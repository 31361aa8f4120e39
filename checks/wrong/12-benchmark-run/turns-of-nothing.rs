//! lesson: 12
//! mistake: counts the rounds from the end, and there are none
//! expect: nothing was measured

pub(crate) fn turns(runs: usize, repetitions: usize) -> Vec<Turn> {
    let rounds = (repetitions..0).flat_map(|round| (0..runs).map(move |step| (round + step) % runs));
    rounds.flat_map(|run| [Turn::WarmUp(run), Turn::Measure(run)]).collect()
}
