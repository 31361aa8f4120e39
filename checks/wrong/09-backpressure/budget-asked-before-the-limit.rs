//! lesson: 09
//! mistake: asks the budget first
//! expect: after one retry and 100 questions past its limit 9 tokens paid for 0 retries

impl Retries {
    pub fn next_wait(&mut self, past: &mut PastRetries) -> Option<Duration> {
        let allowed = self.budget.as_mut().is_none_or(RetryBudget::try_spend) && past.count < self.limit;
        allowed.then(|| self.wait(past))
    }
}
