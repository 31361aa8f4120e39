//! lesson: 12
//! mistake: measures how far off it is by what came, not by what was predicted
//! expect: hit was

impl Score {
    pub(crate) fn of(predicted: f64, measured: &Spread) -> Self {
        let ratio = measured.median / predicted;
        let within_spread = (measured.low..=measured.high).contains(&predicted);
        let off = (predicted / measured.median - 1.0).abs();
        Self { ratio, hit: within_spread || off <= TOLERANCE + ROUNDING }
    }
}
