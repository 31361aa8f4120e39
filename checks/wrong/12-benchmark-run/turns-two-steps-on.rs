//! lesson: 12
//! mistake: begins each round two runs further on, which leaves every other one out
//! expect: 4 rounds of 4 runs began with the runs [0, 0, 2, 2]

pub(crate) fn turns(runs: usize, repetitions: usize) -> Vec<Turn> {
    let rounds = (0..repetitions).flat_map(|round| (0..runs).map(move |step| (2 * round + step) % runs));
    rounds.flat_map(|run| [Turn::WarmUp(run), Turn::Measure(run)]).collect()
}
