//! lesson: 09
//! mistake: asks only whether the limit is met exactly
//! expect: after 7 retries a limit of 2 allowed one more

impl Retries {
    pub fn next_wait(&mut self, past: &mut PastRetries) -> Option<Duration> {
        let allowed = past.count != self.limit && self.budget.as_mut().is_none_or(RetryBudget::try_spend);
        allowed.then(|| self.wait(past))
    }
}
