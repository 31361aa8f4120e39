//! lesson: 12
//! mistake: begins each round with run 0
//! expect: began with the runs [0, 0, 0]

pub(crate) fn turns(runs: usize, repetitions: usize) -> Vec<Turn> {
    let rounds = (0..repetitions).flat_map(|_| 0..runs);
    rounds.flat_map(|run| [Turn::WarmUp(run), Turn::Measure(run)]).collect()
}
