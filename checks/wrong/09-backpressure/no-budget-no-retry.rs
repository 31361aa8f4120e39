//! lesson: 09
//! mistake: takes no budget for an empty one
//! expect: a limit of 1 allowed 0 retries

impl Retries {
    pub fn next_wait(&mut self, past: &mut PastRetries) -> Option<Duration> {
        let allowed = past.count < self.limit && self.budget.as_mut().is_some_and(RetryBudget::try_spend);
        allowed.then(|| self.wait(past))
    }
}
