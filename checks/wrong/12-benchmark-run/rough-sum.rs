//! lesson: 12
//! mistake: adds everything up in a rough summary of two digits: all requests are there, percentiles are off by up to 1 %
//! expect: a percentile of several runs must be read from all of their requests
pub(crate) fn together(runs: &[Summary]) -> Summary {
    // An eighth of the memory: there is one of these for every run.
    let mut all = Summary::rough();
    runs.iter().for_each(|run| all.add(run));
    all
}
