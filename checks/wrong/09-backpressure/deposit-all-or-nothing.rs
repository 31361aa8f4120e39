//! lesson: 09
//! mistake: loses the whole deposit if it does not fit whole
//! expect: of 1 missing tokens one deposit at 350 % made a bucket of 9

impl RetryBudget {
    pub fn deposit(&mut self) {
        let filled = self.hundredths.saturating_add(self.percent);
        if filled <= Self::CAPACITY * Self::TOKEN {
            self.hundredths = filled;
        }
    }
}
