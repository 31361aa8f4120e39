//! lesson: 15
//! mistake: makes the rates whole numbers
//! expect: from 320 to 0.8 requests/s it was

pub(crate) fn improvement(before: f64, after: f64) -> f64 {
    after.trunc() / before.max(1.0).trunc() - 1.0
}
