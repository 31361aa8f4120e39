//! The effect of a change on the throughput, in four formulas. Rates are requests a second.

use std::time::Duration;

/// The gain, as a share of the rate before: 3.0 means four times as much, -0.5 half.
pub(crate) fn improvement(before: f64, after: f64) -> f64 {
    after / before - 1.0
}

/// The loss, as a share of the rate without: 0.25 means that a quarter is lost.
pub(crate) fn overhead(without: f64, with: f64) -> f64 {
    1.0 - with / without
}

/// The time that is added to each request, in seconds. Unlike a share, it does not depend on the length of the request.
pub(crate) fn cost(without: f64, with: f64) -> f64 {
    1.0 / with - 1.0 / without
}

/// How long a request must at least wait so that a pool pays. `single` and `pooled` are the rates of requests without
/// any work. [`Duration::MAX`] if it is longer than a `Duration` can be.
///
/// One thread needs e + S for a request. With a pool the loop needs e + h, where h is the cost of the way to a worker
/// and back, and the workers wait at the same time. So the pool is faster if S > h.
pub(crate) fn break_even(single: f64, pooled: f64) -> Duration {
    Duration::try_from_secs_f64(cost(single, pooled).max(0.0)).unwrap_or(Duration::MAX)
}
