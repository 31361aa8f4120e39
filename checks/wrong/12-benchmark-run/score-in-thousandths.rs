//! lesson: 12
//! mistake: rounds to thousandths, for it wants to forgive binary fractions
//! expect: hit was true where 100 was predicted and 110.04 came each time

impl Score {
    pub(crate) fn of(predicted: f64, measured: &Spread) -> Self {
        let ratio = measured.median / predicted;
        let within_spread = (measured.low..=measured.high).contains(&predicted);
        let off = (1e3 * (ratio - 1.0).abs()).round() / 1e3;
        Self { ratio, hit: within_spread || off <= TOLERANCE }
    }
}
