//! lesson: 12
//! mistake: repeats one run to its end before it begins the next
//! expect: round 0 measured the runs [0, 0, 0, 0]

pub(crate) fn turns(runs: usize, repetitions: usize) -> Vec<Turn> {
    let all = (0..runs).flat_map(|run| (0..repetitions).map(move |_| run));
    all.flat_map(|run| [Turn::WarmUp(run), Turn::Measure(run)]).collect()
}
