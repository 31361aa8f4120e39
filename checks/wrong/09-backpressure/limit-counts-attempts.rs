//! lesson: 09
//! mistake: takes the limit for the number of attempts
//! expect: a limit of 1 allowed 0 retries

impl Retries {
    pub fn next_wait(&mut self, past: &mut PastRetries) -> Option<Duration> {
        let allowed = past.count + 1 < self.limit && self.budget.as_mut().is_none_or(RetryBudget::try_spend);
        allowed.then(|| self.wait(past))
    }
}
