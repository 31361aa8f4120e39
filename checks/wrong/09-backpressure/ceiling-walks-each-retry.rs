//! lesson: 09
//! mistake: doubles once for each of four billion retries of a wait of zero
//! expect: a loop does not end

impl Backoff {
    pub fn ceiling(&self, retry: u32) -> Duration {
        let mut ceiling = self.first.min(self.cap);
        for _ in 1..retry {
            ceiling = ceiling.saturating_mul(2);
        }
        ceiling.min(self.cap)
    }
}
