//! lesson: 09
//! mistake: takes the cap for what 64 doublings give, however far the cap is
//! expect: from 1 ns without a cap it was
impl Backoff {
    pub fn ceiling(&self, retry: u32) -> Duration {
        let doublings = retry.saturating_sub(1);
        if doublings >= 64 {
            // A u64 has no more bits.
            return if self.first.is_zero() { self.first } else { self.cap };
        }
        let nanos = (self.first.as_nanos() << doublings).min(self.cap.as_nanos());
        Duration::new((nanos / 1_000_000_000) as u64, (nanos % 1_000_000_000) as u32)
    }
}
