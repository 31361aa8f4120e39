//! lesson: 09
//! mistake: shifts without looking whether there is a bit left
//! expect: before retry 33 it was 10ms

impl Backoff {
    pub fn ceiling(&self, retry: u32) -> Duration {
        let factor = 1u32.wrapping_shl(retry - 1);
        self.first.saturating_mul(factor).min(self.cap)
    }
}
