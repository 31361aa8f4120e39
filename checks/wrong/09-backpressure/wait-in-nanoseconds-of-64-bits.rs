//! lesson: 09
//! mistake: counts the nanoseconds of each wait in 64 bits: also without jitter none is longer than 584 years
//! expect: without jitter it was 18446744073.709551615s

impl Backoff {
    pub fn wait(&self, retry: u32, random: &mut Random) -> Duration {
        let nanos = u64::try_from(self.ceiling(retry).as_nanos()).unwrap_or(u64::MAX);
        Duration::from_nanos(match self.jitter {
            Jitter::None => nanos,
            Jitter::Full => random.below(nanos.saturating_add(1)),
        })
    }
}
