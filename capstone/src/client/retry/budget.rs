//! How many retries a whole process may add to its load.
//!
//! Backoff slows one request down. But a thousand requests may still retry five times each, and then an overloaded
//! server gets six times the load. A budget limits the retries to a share of the first attempts: it allows most retries
//! of a short burst, and few in a long overload.

/// A bucket of tokens: every first attempt adds a part of one, every retry takes a whole one.
///
/// It starts full. Such budgets are in gRPC (*Client retry design*, gRFC A6, "retry throttling") and in
/// Finagle (`RetryBudget`); the reasons are in Beyer et al., *Site Reliability Engineering* (2016), chapter
/// 21.
///
/// ```
/// use capstone::client::RetryBudget;
///
/// let mut budget = RetryBudget::new(20);
/// let saved_up = (0..1000).filter(|_| budget.try_spend()).count();
/// assert_eq!(saved_up, 10);
/// (0..5).for_each(|_| budget.deposit()); // five first attempts at 20 % are one retry
/// assert!(budget.try_spend() && !budget.try_spend());
/// ```
#[derive(Debug, Clone)]
pub struct RetryBudget {
    /// What a first attempt adds, in hundredths of a token.
    percent: u32,
    /// What is in the bucket, in hundredths of a token: sums of fractions would drift.
    hundredths: u32,
}

impl RetryBudget {
    /// How many retries can be saved up.
    pub const CAPACITY: u32 = 10;

    /// What one retry costs, in hundredths of a token.
    const TOKEN: u32 = 100;

    /// A full bucket, to which each first attempt adds `percent` / 100 of a token.
    pub fn new(percent: u32) -> Self {
        Self { percent, hundredths: Self::CAPACITY * Self::TOKEN }
    }

    /// Accounts for a first attempt.
    pub fn deposit(&mut self) {
        let most = Self::CAPACITY * Self::TOKEN;
        self.hundredths = self.hundredths.saturating_add(self.percent).min(most);
    }

    /// Takes a token for a retry. Without one, the request has failed.
    pub fn try_spend(&mut self) -> bool {
        match self.hundredths.checked_sub(Self::TOKEN) {
            None => false,
            Some(rest) => {
                self.hundredths = rest;
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_a_long_overload_the_budget_is_a_share_of_the_first_attempts() {
        let mut budget = RetryBudget::new(10);
        let mut retries = 0;
        for _ in 0..10_000 {
            budget.deposit();
            while budget.try_spend() {
                retries += 1;
            }
        }
        // The ten saved ones, less the first deposit, for which a full bucket has no room; then a tenth of the rest.
        assert_eq!(retries, 10 + 9_999 / 10);
    }

    #[test]
    fn what_a_full_bucket_cannot_take_is_lost() {
        let mut budget = RetryBudget::new(u32::MAX);
        (0..5).for_each(|_| budget.deposit());
        assert_eq!((0..100).filter(|_| budget.try_spend()).count(), 10);
    }

    #[test]
    fn with_zero_percent_only_the_first_ten_retries_happen() {
        let mut budget = RetryBudget::new(0);
        (0..1000).for_each(|_| budget.deposit());
        assert_eq!((0..100).filter(|_| budget.try_spend()).count(), 10);
    }
}
