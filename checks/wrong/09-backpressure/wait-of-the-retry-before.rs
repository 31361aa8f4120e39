//! lesson: 09
//! mistake: waits as long as before the retry before
//! expect: after 1 retries it was Some(10ms), not 20ms

impl Retries {
    pub fn next_wait(&mut self, past: &mut PastRetries) -> Option<Duration> {
        let allowed = past.count < self.limit && self.budget.as_mut().is_none_or(RetryBudget::try_spend);
        let wait = self.backoff.wait(past.count.max(1), &mut self.random);
        past.count += u32::from(allowed);
        allowed.then_some(wait)
    }
}
