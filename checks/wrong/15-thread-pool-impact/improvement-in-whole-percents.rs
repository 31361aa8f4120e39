//! lesson: 15
//! mistake: rounds to whole percents
//! expect: from 800 to 801 requests/s it was 0, not 0.00125

pub(crate) fn improvement(before: f64, after: f64) -> f64 {
    (100.0 * (after / before - 1.0)).round() / 100.0
}
