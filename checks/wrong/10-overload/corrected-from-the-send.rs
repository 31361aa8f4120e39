//! lesson: 10
//! mistake: counts from the actual send, as most load generators do
//! expect: the corrected latency must run from the time the request was due, but it was 1ms

impl Timestamps {
    pub fn corrected(&self, done: Instant) -> Duration {
        done - self.sent
    }
}
