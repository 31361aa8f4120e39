//! lesson: 09
//! mistake: a new bucket holds ten tokens, or what ten first attempts add, if that is more
//! expect: a new bucket paid for 100 retries
//! file: capstone/src/client/retry/budget.rs

impl RetryBudget {
    pub fn new(percent: u32) -> Self {
        Self { percent, hundredths: Self::CAPACITY.saturating_mul(percent.max(Self::TOKEN)) }
    }
}
