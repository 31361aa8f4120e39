//! lesson: 09
//! mistake: waits for half of the ceiling, and for chance only in the other half
//! expect: of the span: [0, 0, 0, 0,

impl Backoff {
    pub fn wait(&self, retry: u32, random: &mut Random) -> Duration {
        let ceiling = self.ceiling(retry);
        match self.jitter {
            Jitter::None => ceiling,
            Jitter::Full => {
                let half = ceiling.as_nanos() as u64 / 2;
                Duration::from_nanos(half + random.below(half + 1))
            }
        }
    }
}
