//! lesson: 12
//! mistake: cuts off what binary fractions leave of ten
//! expect: p90 of 100 requests was None

pub(crate) fn known(summary: &Summary, quantile: f64) -> Option<Duration> {
    let beyond = (summary.count() as f64 * (1.0 - quantile)) as u64;
    (beyond >= BEYOND as u64).then(|| summary.quantile(quantile))
}
