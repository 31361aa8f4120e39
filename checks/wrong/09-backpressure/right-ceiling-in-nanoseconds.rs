//! lesson: 09
//! right: counts in nanoseconds of 128 bits, with a shift that says when it is too far

impl Backoff {
    pub fn ceiling(&self, retry: u32) -> Duration {
        let (first, cap) = (self.first.as_nanos(), self.cap.as_nanos());
        let room = first.leading_zeros();
        let doublings = retry.saturating_sub(1);
        let nanos = if first == 0 || doublings < room {
            first.checked_shl(doublings).unwrap_or(0).min(cap)
        } else {
            cap
        };
        let (seconds, rest) = (nanos / 1_000_000_000, nanos % 1_000_000_000);
        Duration::new(seconds as u64, rest as u32)
    }
}
