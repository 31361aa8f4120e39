//! lesson: 09
//! mistake: takes the first wait as it is, whatever the cap says
//! expect: with a cap of 4 ms below the first wait it was 10ms

impl Backoff {
    pub fn ceiling(&self, retry: u32) -> Duration {
        if retry <= 1 {
            return self.first;
        }
        (0..(retry - 1).min(94)).fold(self.first, |ceiling, _| ceiling.saturating_mul(2)).min(self.cap)
    }
}
