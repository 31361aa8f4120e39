//! lesson: 09
//! right: multiplies the ceiling with a fraction instead of drawing nanoseconds

impl Backoff {
    pub fn wait(&self, retry: u32, random: &mut Random) -> Duration {
        let ceiling = self.ceiling(retry);
        if self.jitter == Jitter::None {
            return ceiling;
        }
        let nanos = ceiling.as_nanos() as f64 + 1.0;
        let drawn = (nanos * (1.0 - random.fraction())).floor();
        Duration::from_nanos(drawn as u64).min(ceiling)
    }
}
