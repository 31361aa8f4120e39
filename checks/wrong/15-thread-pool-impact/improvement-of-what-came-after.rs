//! lesson: 15
//! mistake: divides by what came after
//! expect: from 100 to 400 requests/s it was 0.75, not 3

pub(crate) fn improvement(before: f64, after: f64) -> f64 {
    1.0 - before / after
}
