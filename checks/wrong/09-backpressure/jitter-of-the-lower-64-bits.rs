//! lesson: 09
//! mistake: cuts the nanoseconds of a ceiling off to 64 bits: without a cap, retry 42 waits too little, and retry 58 not at all
//! expect: with full jitter a wait must be any time up to its ceiling, however long that is

impl Backoff {
    pub fn wait(&self, retry: u32, random: &mut Random) -> Duration {
        let ceiling = self.ceiling(retry);
        match self.jitter {
            Jitter::None => ceiling,
            Jitter::Full => {
                let nanos = ceiling.as_nanos() as u64;
                Duration::from_nanos(random.below(nanos.saturating_add(1)))
            }
        }
    }
}
