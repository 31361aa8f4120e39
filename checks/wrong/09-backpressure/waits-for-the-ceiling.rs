//! lesson: 09
//! mistake: asks the backoff for the ceiling instead of a wait below it, so no retry has any jitter
//! expect: must be served in less than two thirds of the time, but it took 4.3

impl Retries {
    pub fn next_wait(&mut self, past: &mut PastRetries) -> Option<Duration> {
        let allowed = past.count < self.limit && self.budget.as_mut().is_none_or(RetryBudget::try_spend);
        allowed.then(|| {
            past.count += 1;
            self.backoff.ceiling(past.count)
        })
    }
}
