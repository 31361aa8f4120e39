//! lesson: 15
//! mistake: says what remains
//! expect: 100 without and 75 with gave 0.75, not 0.25

pub(crate) fn overhead(without: f64, with: f64) -> f64 {
    with / without
}
