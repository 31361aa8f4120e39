//! lesson: 12
//! mistake: rounds the number of samples that a percentile takes, so p97 of 333 is shown with nine beyond it
//! expect: p97 of 333 requests was Some

pub(crate) fn known(summary: &Summary, quantile: f64) -> Option<Duration> {
    // 10 / (1 - 0.9) is a little less or more than 100 in binary fractions, so the need is made a whole number.
    let needed = (BEYOND / (1.0 - quantile)).round() as u64;
    (summary.count() >= needed).then(|| summary.quantile(quantile))
}
