//! lesson: 12
//! mistake: lets the rounding of binary fractions decide at exactly 10 %
//! expect: hit was false where 100 was predicted and 110 came each time

impl Score {
    pub(crate) fn of(predicted: f64, measured: &Spread) -> Self {
        let ratio = measured.median / predicted;
        let within_spread = (measured.low..=measured.high).contains(&predicted);
        Self { ratio, hit: within_spread || (ratio - 1.0).abs() <= TOLERANCE }
    }
}
