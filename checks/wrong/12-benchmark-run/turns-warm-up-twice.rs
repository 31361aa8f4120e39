//! lesson: 12
//! mistake: warms each server up twice, and measures once
//! expect: a server was warmed up and not measured

pub(crate) fn turns(runs: usize, repetitions: usize) -> Vec<Turn> {
    let rounds = (0..repetitions).flat_map(|round| (0..runs).map(move |step| (round + step) % runs));
    rounds.flat_map(|run| [Turn::WarmUp(run), Turn::WarmUp(run), Turn::Measure(run)]).collect()
}
