//! lesson: 09
//! right: adds no more than what is missing, and spends with an early return

impl RetryBudget {
    pub fn deposit(&mut self) {
        let missing = Self::CAPACITY * Self::TOKEN - self.hundredths;
        self.hundredths += self.percent.min(missing);
    }
    pub fn try_spend(&mut self) -> bool {
        if self.hundredths < Self::TOKEN {
            return false;
        }
        self.hundredths -= Self::TOKEN;
        true
    }
}
