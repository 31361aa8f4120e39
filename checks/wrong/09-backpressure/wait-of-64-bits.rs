//! lesson: 09
//! mistake: with a ceiling of Duration::MAX the number of nanoseconds does not fit, and adding 1 overflows: it panics
//! expect: with the longest Duration as its ceiling
impl Backoff {
    pub fn wait(&self, retry: u32, random: &mut Random) -> Duration {
        let ceiling = self.ceiling(retry);
        match self.jitter {
            Jitter::None => ceiling,
            Jitter::Full => {
                let nanos = ceiling.as_nanos() as u64;
                Duration::from_nanos(random.below(nanos + 1))
            }
        }
    }
}
