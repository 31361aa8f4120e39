//! lesson: 12
//! right: multiplies instead of dividing, and leaves a little room

impl Score {
    pub(crate) fn of(predicted: f64, measured: &Spread) -> Self {
        let off = (measured.median - predicted).abs();
        let near = off <= TOLERANCE * predicted * (1.0 + 1e-9);
        let within_spread = measured.low <= predicted && predicted <= measured.high;
        Self { ratio: measured.median / predicted, hit: near || within_spread }
    }
}
