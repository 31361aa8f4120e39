//! lesson: 09
//! right: says no in early returns, and counts itself

impl Retries {
    pub fn next_wait(&mut self, past: &mut PastRetries) -> Option<Duration> {
        if past.count >= self.limit {
            return None;
        }
        if let Some(budget) = &mut self.budget
            && !budget.try_spend()
        {
            return None;
        }
        past.count += 1;
        Some(self.backoff.wait(past.count, &mut self.random))
    }
}
