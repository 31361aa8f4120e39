//! lesson: 10
//! mistake: counts from the moment at which the connection became free
//! expect: the uncorrected latency must run from the actual send, but it was 11ms

impl Timestamps {
    pub fn uncorrected(&self, done: Instant) -> Duration {
        done - self.free.max(self.intended)
    }
}
