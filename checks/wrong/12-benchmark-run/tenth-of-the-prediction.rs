//! lesson: 12
//! mistake: compares the distance with 0.1 * predicted, without ROUNDING: 108.9 for a predicted 99 is no hit (110 for 100 is)
//! expect: a hit must lie within the measured spread, or be off by at most 10 %, but hit was false
impl Score {
    pub(crate) fn of(predicted: f64, measured: &Spread) -> Self {
        let ratio = measured.median / predicted;
        let within = (measured.low..=measured.high).contains(&predicted);
        // No quotient, so nothing is rounded: 110 is 10 away from 100, and 10 are allowed.
        let close = (measured.median - predicted).abs() <= TOLERANCE * predicted;
        Self { ratio, hit: within || close }
    }
}
