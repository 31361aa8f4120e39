//! lesson: 09
//! mistake: counts in tenths of a token: at 1 % a first attempt adds nothing
//! expect: at 1 % 999 first attempts paid for 0 retries
//! file: capstone/src/client/retry/budget.rs

/// A bucket of tokens: every first attempt adds a part of one, every retry takes a whole one.
#[derive(Debug, Clone)]
pub struct RetryBudget {
    /// What a first attempt adds, in tenths of a token.
    share: u32,
    /// What is in the bucket, in tenths of a token.
    tenths: u32,
}

impl RetryBudget {
    /// What one retry costs, in tenths of a token.
    const TOKEN: u32 = 10;

    pub fn new(percent: u32) -> Self {
        Self { share: percent / 10, tenths: Self::CAPACITY * Self::TOKEN }
    }

    pub fn deposit(&mut self) {
        let most = Self::CAPACITY * Self::TOKEN;
        self.tenths = self.tenths.saturating_add(self.share).min(most);
    }

    pub fn try_spend(&mut self) -> bool {
        let rest = self.tenths.checked_sub(Self::TOKEN);
        self.tenths = rest.unwrap_or(self.tenths);
        rest.is_some()
    }
}
