//! lesson: 15
//! right: subtracts before it divides

pub(crate) fn improvement(before: f64, after: f64) -> f64 {
    (after - before) / before
}
pub(crate) fn overhead(without: f64, with: f64) -> f64 {
    -improvement(without, with)
}
