//! lesson: 09
//! mistake: holds the factor at 2 to the 32, which a cap far away needs more than
//! expect: from 1 ns to 1 h it was

impl Backoff {
    pub fn ceiling(&self, retry: u32) -> Duration {
        let factor = 1u32.checked_shl(retry.saturating_sub(1)).unwrap_or(u32::MAX);
        self.first.saturating_mul(factor).min(self.cap)
    }
}
