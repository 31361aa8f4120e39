//! lesson: 12
//! mistake: rounds the ratio to whole percents
//! expect: it was 1.23 for a median of 1234.5

impl Score {
    pub(crate) fn of(predicted: f64, measured: &Spread) -> Self {
        let ratio = (100.0 * measured.median / predicted).round() / 100.0;
        let within_spread = (measured.low..=measured.high).contains(&predicted);
        Self { ratio, hit: within_spread || (ratio - 1.0).abs() <= TOLERANCE + ROUNDING }
    }
}
