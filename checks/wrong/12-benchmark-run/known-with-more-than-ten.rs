//! lesson: 12
//! mistake: wants eleven samples beyond
//! expect: p99 of 1000 requests was None

pub(crate) fn known(summary: &Summary, quantile: f64) -> Option<Duration> {
    let beyond = (summary.count() as f64 * (1.0 - quantile) * 1e6).round() / 1e6;
    (beyond > BEYOND).then(|| summary.quantile(quantile))
}
