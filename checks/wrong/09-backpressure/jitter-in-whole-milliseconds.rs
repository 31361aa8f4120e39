//! lesson: 09
//! mistake: draws a whole number of milliseconds
//! expect: so many fell into each eighth of the span

impl Backoff {
    pub fn wait(&self, retry: u32, random: &mut Random) -> Duration {
        let ceiling = self.ceiling(retry);
        match self.jitter {
            Jitter::None => ceiling,
            Jitter::Full => Duration::from_millis(random.below(ceiling.as_millis() as u64 + 1)),
        }
    }
}
