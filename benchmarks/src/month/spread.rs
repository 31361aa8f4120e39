//! The results of equal runs, in three figures.

use std::fmt;

/// The least, the middle and the greatest of some values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spread {
    pub(crate) low: f64,
    pub(crate) median: f64,
    pub(crate) high: f64,
}

impl Spread {
    /// # Panics
    ///
    /// If there are no values.
    pub(crate) fn of(values: &[f64]) -> Self {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let (low, high) = (sorted[0], sorted[sorted.len() - 1]);
        let upper = sorted.len() / 2;
        let lower = (sorted.len() - 1) / 2;
        Self { low, median: f64::midpoint(sorted[lower], sorted[upper]), high }
    }
}

impl fmt::Display for Spread {
    /// How far the values lie around the median: `-2.1 % to +3.0 %`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [low, high] = [self.low, self.high].map(|value| 100.0 * (value / self.median - 1.0));
        f.pad(&format!("{low:+.1} % to {high:+.1} %"))
    }
}
