//! lesson: 12
//! mistake: compares whole percents
//! expect: hit was true where 100 was predicted and 110.2 came each time

impl Score {
    pub(crate) fn of(predicted: f64, measured: &Spread) -> Self {
        let ratio = measured.median / predicted;
        let within_spread = (measured.low..=measured.high).contains(&predicted);
        let percent = (100.0 * (ratio - 1.0)).round().abs();
        Self { ratio, hit: within_spread || percent <= 100.0 * TOLERANCE }
    }
}
