//! lesson: 09
//! mistake: counts a retry that is not made
//! expect: after 0 retries and a refusal 1 were counted

impl Retries {
    pub fn next_wait(&mut self, past: &mut PastRetries) -> Option<Duration> {
        let allowed = past.count < self.limit && self.budget.as_mut().is_none_or(RetryBudget::try_spend);
        let wait = self.wait(past);
        allowed.then_some(wait)
    }
}
