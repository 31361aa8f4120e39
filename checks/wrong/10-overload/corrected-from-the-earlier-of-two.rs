//! lesson: 10
//! mistake: counts a wait that nobody had, before the request was due
//! expect: it was 12ms: due at 10 ms, free at 5

impl Timestamps {
    pub fn corrected(&self, done: Instant) -> Duration {
        done - self.free.min(self.intended)
    }
}
