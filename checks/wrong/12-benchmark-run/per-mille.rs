//! lesson: 12
//! mistake: known counts in whole thousandths: p99.99 is never shown, and p99.94 with six requests beyond it
//! expect: a percentile must be shown only if ten requests lie beyond it
pub(crate) fn known(summary: &Summary, quantile: f64) -> Option<Duration> {
    // In whole numbers, so that no last digit of a binary fraction decides.
    let per_mille = (1000.0 * quantile).round() as u64;
    let beyond = summary.count() * (1000 - per_mille) / 1000;
    (beyond >= BEYOND as u64).then(|| summary.quantile(quantile))
}
