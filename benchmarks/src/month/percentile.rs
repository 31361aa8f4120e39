//! Percentiles of several runs together, and which of them a number of samples can show.

use capstone::observe::Summary;
use std::time::Duration;

/// As many samples must lie beyond a percentile that is reported.
const BEYOND: f64 = 10.0;

/// All durations of these runs in one histogram. From it, percentiles of all of them can be read.
///
/// The mean of two p99 is no p99: a run of a million requests would count as much as one of a hundred.
pub(crate) fn together(runs: &[Summary]) -> Summary {
    let mut all = Summary::default();
    for run in runs {
        all.add(run);
    }
    all
}

/// The percentile, if at least ten of the samples lie beyond it: p99 takes 1000 of them, p99.9 takes 10,000.
pub(crate) fn known(summary: &Summary, quantile: f64) -> Option<Duration> {
    // 1 - 0.9 is a little less than 0.1, so the product is rounded before it is compared.
    let beyond = (summary.count() as f64 * (1.0 - quantile) * 1e6).round() / 1e6;
    (beyond >= BEYOND).then(|| summary.quantile(quantile))
}
