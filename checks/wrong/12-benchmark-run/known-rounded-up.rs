//! lesson: 12
//! mistake: rounds nine and a half up to ten
//! expect: p99 of 999 requests was Some

pub(crate) fn known(summary: &Summary, quantile: f64) -> Option<Duration> {
    let beyond = (summary.count() as f64 * (1.0 - quantile)).round();
    (beyond >= BEYOND).then(|| summary.quantile(quantile))
}
