//! lesson: 09
//! mistake: without jitter a wait is doubled by a shift of a number of 16 bits: the 17th retry begins again with the first wait
//! expect: the wait before retry 17 was 10ms

impl Backoff {
    pub fn wait(&self, retry: u32, random: &mut Random) -> Duration {
        match self.jitter {
            Jitter::None => {
                // Long before that the cap is reached.
                let times = 1_u16.wrapping_shl(retry.saturating_sub(1));
                self.first.saturating_mul(times.into()).min(self.cap)
            }
            Jitter::Full => {
                let nanos = u64::try_from(self.ceiling(retry).as_nanos()).unwrap_or(u64::MAX);
                Duration::from_nanos(random.below(nanos.saturating_add(1)))
            }
        }
    }
}
