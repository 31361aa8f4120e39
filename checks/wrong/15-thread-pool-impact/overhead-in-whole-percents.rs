//! lesson: 15
//! mistake: cuts to whole percents
//! expect: 800 without and 799 with gave 0, not 0.00125

pub(crate) fn overhead(without: f64, with: f64) -> f64 {
    (100.0 * (1.0 - with / without)).trunc() / 100.0
}
