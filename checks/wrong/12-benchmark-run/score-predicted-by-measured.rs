//! lesson: 12
//! mistake: turns the ratio over
//! expect: it was 1.3333333333333333 for a median of 300

impl Score {
    pub(crate) fn of(predicted: f64, measured: &Spread) -> Self {
        let ratio = predicted / measured.median;
        let within_spread = (measured.low..=measured.high).contains(&predicted);
        Self { ratio, hit: within_spread || (ratio - 1.0).abs() <= TOLERANCE + ROUNDING }
    }
}
