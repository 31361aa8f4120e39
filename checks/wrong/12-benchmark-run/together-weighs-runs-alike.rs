//! lesson: 12
//! mistake: lets each run count as much as another
//! expect: of 10,000 requests,

pub(crate) fn together(runs: &[Summary]) -> Summary {
    let mut all = Summary::default();
    for run in runs.iter().filter(|run| run.count() > 0) {
        (1..=1000u32).for_each(|rank| all.record(run.quantile(f64::from(rank) / 1000.0)));
    }
    all
}
