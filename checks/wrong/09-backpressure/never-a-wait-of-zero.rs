//! lesson: 09
//! mistake: full jitter never waits less than 1 ms, so of the first retries one in ten comes after exactly 1 ms
//! expect: with full jitter a wait must be any time up to its ceiling
/// A retry at once is what backoff is to prevent.
const SHORTEST: Duration = Duration::from_millis(1);

impl Backoff {
    /// How long to wait before retry number `retry`.
    pub fn wait(&self, retry: u32, random: &mut Random) -> Duration {
        let ceiling = self.ceiling(retry);
        match self.jitter {
            Jitter::None => ceiling,
            Jitter::Full => {
                let nanos = u64::try_from(ceiling.as_nanos()).unwrap_or(u64::MAX);
                let wait = Duration::from_nanos(random.below(nanos.saturating_add(1)));
                wait.max(SHORTEST).min(ceiling)
            }
        }
    }
}
