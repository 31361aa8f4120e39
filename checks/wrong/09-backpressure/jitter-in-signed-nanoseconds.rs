//! lesson: 09
//! mistake: counts in signed nanoseconds, of which there are only half as many: a ceiling of 300 years waits for nothing
//! expect: with full jitter a wait must be any time up to its ceiling, however long that is
impl Backoff {
    pub fn wait(&self, retry: u32, random: &mut Random) -> Duration {
        let ceiling = self.ceiling(retry);
        match self.jitter {
            Jitter::None => ceiling,
            Jitter::Full if ceiling == Duration::MAX => Duration::from_nanos(random.next_u64()),
            Jitter::Full => {
                let nanos = (ceiling.as_nanos() as i64).max(0) as u64;
                Duration::from_nanos(random.below(nanos + 1))
            }
        }
    }
}
