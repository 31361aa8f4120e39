//! lesson: 09
//! mistake: asks whether the bucket is full before it adds, and not after
//! expect: of 1 missing tokens one deposit at 350 % made a bucket of 12

impl RetryBudget {
    pub fn deposit(&mut self) {
        if self.hundredths < Self::CAPACITY * Self::TOKEN {
            self.hundredths = self.hundredths.saturating_add(self.percent);
        }
    }
}
