//! lesson: 09
//! mistake: adds whole tokens only, by integer division
//! expect: at 10 % 10 first attempts paid for 0 retries

impl RetryBudget {
    pub fn deposit(&mut self) {
        let most = Self::CAPACITY * Self::TOKEN;
        self.hundredths = self.hundredths.saturating_add(self.percent / 100 * Self::TOKEN).min(most);
    }
}
