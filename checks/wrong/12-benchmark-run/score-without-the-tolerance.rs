//! lesson: 12
//! mistake: asks the spread alone
//! expect: hit was false for a prediction of 92, with

impl Score {
    pub(crate) fn of(predicted: f64, measured: &Spread) -> Self {
        let ratio = measured.median / predicted;
        Self { ratio, hit: (measured.low..=measured.high).contains(&predicted) }
    }
}
