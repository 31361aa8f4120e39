//! lesson: 09
//! mistake: accounts for each attempt as if it were a first one
//! expect: 10 tokens at 90 % paid for

impl Retries {
    pub fn next_wait(&mut self, past: &mut PastRetries) -> Option<Duration> {
        let allowed = past.count < self.limit && self.budget.as_mut().is_none_or(RetryBudget::try_spend);
        self.first_attempt();
        allowed.then(|| self.wait(past))
    }
}
