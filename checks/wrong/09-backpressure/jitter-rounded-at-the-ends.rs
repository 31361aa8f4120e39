//! lesson: 09
//! mistake: multiplies the ceiling with a fraction and rounds: no wait and the longest one come half as often as the others
//! expect: were 0, 1, 2 and 3 ns long: [6

impl Backoff {
    pub fn wait(&self, retry: u32, random: &mut Random) -> Duration {
        let ceiling = self.ceiling(retry);
        match self.jitter {
            Jitter::None => ceiling,
            Jitter::Full => {
                let nanos = ceiling.as_nanos() as f64 * random.fraction();
                Duration::from_nanos(nanos.round() as u64).min(ceiling)
            }
        }
    }
}
