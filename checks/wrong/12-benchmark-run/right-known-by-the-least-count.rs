//! lesson: 12
//! right: asks whether there are as many as it takes

pub(crate) fn known(summary: &Summary, quantile: f64) -> Option<Duration> {
    let least = (BEYOND / (1.0 - quantile) - 1e-6).ceil() as u64;
    if summary.count() < least {
        return None;
    }
    Some(summary.quantile(quantile))
}
