//! lesson: 09
//! mistake: asks the limit alone
//! expect: with an empty bucket the next retry came after

impl Retries {
    pub fn next_wait(&mut self, past: &mut PastRetries) -> Option<Duration> {
        let allowed = past.count < self.limit;
        allowed.then(|| self.wait(past))
    }
}
