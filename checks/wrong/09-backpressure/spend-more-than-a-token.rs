//! lesson: 09
//! mistake: keeps the last token: it wants more than one to be there
//! expect: a new bucket paid for 9 retries

impl RetryBudget {
    pub fn try_spend(&mut self) -> bool {
        if self.hundredths > Self::TOKEN {
            self.hundredths -= Self::TOKEN;
            return true;
        }
        false
    }
}
