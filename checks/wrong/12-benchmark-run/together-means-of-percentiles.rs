//! lesson: 12
//! mistake: averages a hundred percentiles of all runs
//! expect: a percentile of several runs must be read from all of their requests

pub(crate) fn together(runs: &[Summary]) -> Summary {
    let mut all = Summary::default();
    let runs: Vec<&Summary> = runs.iter().filter(|run| run.count() > 0).collect();
    let requests: u64 = runs.iter().map(|run| run.count()).sum();
    for request in 0..requests {
        let share = (request as f64 + 0.5) / requests as f64;
        let sum: Duration = runs.iter().map(|run| run.quantile(share)).sum();
        all.record(sum / runs.len() as u32);
    }
    all
}
