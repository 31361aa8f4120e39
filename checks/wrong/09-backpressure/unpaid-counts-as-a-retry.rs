//! lesson: 09
//! mistake: counts a retry that the budget does not pay for
//! expect: with an empty bucket 1 retries were counted

impl Retries {
    pub fn next_wait(&mut self, past: &mut PastRetries) -> Option<Duration> {
        if past.count >= self.limit {
            return None;
        }
        let wait = self.wait(past);
        self.budget.as_mut().is_none_or(RetryBudget::try_spend).then_some(wait)
    }
}
