//! What a change did to the throughput, in four formulas. Rates are requests a second.

use std::time::Duration;

/// What has been gained, as a share of what there was: 3.0 means four times as much, -0.5 half.
pub(crate) fn improvement(before: f64, after: f64) -> f64 {
    after / before - 1.0
}

/// What has been lost, as a share of what there was: 0.25 means that a quarter is gone.
pub(crate) fn overhead(without: f64, with: f64) -> f64 {
    1.0 - with / without
}

/// What is added to each request, in seconds. Unlike a share, this does not depend on how much a request takes anyway.
pub(crate) fn cost(without: f64, with: f64) -> f64 {
    1.0 / with - 1.0 / without
}

/// How long a request must wait for something so that a pool pays for itself. `single` and `pooled` are the rates of
/// requests without any work.
///
/// One thread needs e + S for a request. With a pool the loop needs e + h, where h is what the handing over costs, and the
/// workers wait side by side. So the pool wins as soon as S > h.
pub(crate) fn break_even(single: f64, pooled: f64) -> Duration {
    Duration::from_secs_f64(cost(single, pooled).max(0.0))
}
