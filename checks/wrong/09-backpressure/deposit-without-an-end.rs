//! lesson: 09
//! mistake: lets the bucket fill without end
//! expect: at 10 % it held

impl RetryBudget {
    pub fn deposit(&mut self) {
        self.hundredths = self.hundredths.saturating_add(self.percent);
    }
}
