//! lesson: 15
//! mistake: calls a loss no improvement
//! expect: from 100 to 50 requests/s it was 0, not -0.5

pub(crate) fn improvement(before: f64, after: f64) -> f64 {
    (after / before - 1.0).max(0.0)
}
