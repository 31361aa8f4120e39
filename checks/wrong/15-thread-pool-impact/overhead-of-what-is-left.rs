//! lesson: 15
//! mistake: divides by what is left
//! expect: 100 without and 75 with gave

pub(crate) fn overhead(without: f64, with: f64) -> f64 {
    without / with - 1.0
}
