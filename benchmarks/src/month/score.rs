//! How good a prediction was.

use super::spread::Spread;

/// A prediction, compared with the measurement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Score {
    /// Measured divided by predicted: 1.1 means that the measurement is a tenth higher.
    pub(crate) ratio: f64,
    /// Whether the prediction counts as right.
    pub(crate) hit: bool,
}

/// The model leaves small things out, which may change the rate by this share.
pub(crate) const TOLERANCE: f64 = 0.1;

/// What binary fractions may add to an exact tenth: 110 by 100 is 1.1, and less 1 it is 0.10000000000000009.
const ROUNDING: f64 = 1e-12;

impl Score {
    /// A hit is off by no more than [`TOLERANCE`], or lies between the least and the greatest of the measured values:
    /// then the measurement cannot distinguish it from the truth.
    pub(crate) fn of(predicted: f64, measured: &Spread) -> Self {
        let ratio = measured.median / predicted;
        let within_spread = (measured.low..=measured.high).contains(&predicted);
        Self { ratio, hit: within_spread || (ratio - 1.0).abs() <= TOLERANCE + ROUNDING }
    }
}
