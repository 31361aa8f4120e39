//! lesson: 12
//! mistake: leaves the ends of the spread out
//! expect: hit was false for a prediction of 60, with

impl Score {
    pub(crate) fn of(predicted: f64, measured: &Spread) -> Self {
        let ratio = measured.median / predicted;
        let within_spread = measured.low < predicted && predicted < measured.high;
        Self { ratio, hit: within_spread || (ratio - 1.0).abs() <= TOLERANCE + ROUNDING }
    }
}
