//! lesson: 09
//! mistake: numbers the retries from 0
//! expect: from 10 ms to 1 s it was [20ms, 40ms

impl Backoff {
    pub fn ceiling(&self, retry: u32) -> Duration {
        let doublings = retry.min(94);
        (0..doublings).fold(self.first, |ceiling, _| ceiling.saturating_mul(2)).min(self.cap)
    }
}
