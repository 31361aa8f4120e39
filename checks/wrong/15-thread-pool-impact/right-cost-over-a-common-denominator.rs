//! lesson: 15
//! right: brings both times to a common denominator

pub(crate) fn cost(without: f64, with: f64) -> f64 {
    (without - with) / (without * with)
}
