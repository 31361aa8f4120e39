//! lesson: 15
//! mistake: has the sign of an improvement
//! expect: 100 without and 75 with gave -0.25, not 0.25

pub(crate) fn overhead(without: f64, with: f64) -> f64 {
    with / without - 1.0
}
