//! How good a prediction was.

use super::spread::Spread;

/// A prediction, held against what was measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Score {
    /// Measured by predicted: 1.1 means that it was a tenth more.
    pub(crate) ratio: f64,
    /// Whether the model can be said to have been right.
    pub(crate) hit: bool,
}

/// The model leaves small things out. Nearer than this, it is not worth looking for them.
pub(crate) const TOLERANCE: f64 = 0.1;

impl Score {
    /// A hit is off by no more than [`TOLERANCE`], or lies between the least and the greatest of the measured values:
    /// then the measurement itself cannot tell the two apart.
    pub(crate) fn of(predicted: f64, measured: &Spread) -> Self {
        let ratio = measured.median / predicted;
        let within_spread = (measured.low..=measured.high).contains(&predicted);
        Self { ratio, hit: within_spread || (ratio - 1.0).abs() <= TOLERANCE }
    }
}
