//! lesson: 15
//! mistake: says it in percent
//! expect: from 100 to 400 requests/s it was 300, not 3

pub(crate) fn improvement(before: f64, after: f64) -> f64 {
    100.0 * (after / before - 1.0)
}
