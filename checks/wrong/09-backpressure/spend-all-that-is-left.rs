//! lesson: 09
//! mistake: empties the bucket when it cannot pay
//! expect: after 1.2 tokens and one refusal there was none left

impl RetryBudget {
    pub fn try_spend(&mut self) -> bool {
        let paid = self.hundredths >= Self::TOKEN;
        self.hundredths = self.hundredths.saturating_sub(Self::TOKEN);
        paid
    }
}
