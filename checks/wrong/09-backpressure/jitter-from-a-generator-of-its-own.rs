//! lesson: 09
//! mistake: draws from a new generator instead of the client's
//! expect: one seed gave two runs of waits

impl Backoff {
    pub fn wait(&self, retry: u32, random: &mut Random) -> Duration {
        let ceiling = self.ceiling(retry);
        match self.jitter {
            Jitter::None => ceiling,
            Jitter::Full => {
                let _ = random;
                Duration::from_nanos(
                    Random::from_entropy()
                        .below(u64::try_from(ceiling.as_nanos()).unwrap_or(u64::MAX).saturating_add(1)),
                )
            }
        }
    }
}
