//! lesson: 12
//! mistake: shows the mean
//! expect: p25 of 1, 2, 3 and so on to 1000 ms was

pub(crate) fn known(summary: &Summary, quantile: f64) -> Option<Duration> {
    let beyond = (summary.count() as f64 * (1.0 - quantile) * 1e6).round() / 1e6;
    (beyond >= BEYOND).then(|| summary.mean())
}
