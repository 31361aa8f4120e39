//! lesson: 15
//! mistake: calls a gain no overhead
//! expect: 100 without and 125 with gave 0, not -0.25

pub(crate) fn overhead(without: f64, with: f64) -> f64 {
    (1.0 - with / without).max(0.0)
}
