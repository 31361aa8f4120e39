//! lesson: 15
//! mistake: says how many times as much
//! expect: from 100 to 400 requests/s it was 4, not 3

pub(crate) fn improvement(before: f64, after: f64) -> f64 {
    after / before
}
