//! lesson: 12
//! mistake: takes the ratio of the best repetition and not of the median, for noise only makes a server slower
//! expect: it was 0.7875 for a median of 300

impl Score {
    pub(crate) fn of(predicted: f64, measured: &Spread) -> Self {
        let within_spread = (measured.low..=measured.high).contains(&predicted);
        let off = (measured.median / predicted - 1.0).abs();
        // What the server can do is what it did when nothing disturbed it.
        Self { ratio: measured.high / predicted, hit: within_spread || off <= TOLERANCE + ROUNDING }
    }
}
