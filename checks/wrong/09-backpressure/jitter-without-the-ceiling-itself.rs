//! lesson: 09
//! mistake: leaves out the longest wait
//! expect: with a ceiling of 3 ns so many were 0, 1, 2 and 3 ns long

impl Backoff {
    pub fn wait(&self, retry: u32, random: &mut Random) -> Duration {
        let ceiling = self.ceiling(retry);
        match self.jitter {
            Jitter::None => ceiling,
            Jitter::Full => Duration::from_nanos(random.below(ceiling.as_nanos() as u64)),
        }
    }
}
