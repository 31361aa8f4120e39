//! Whether a refused request is retried, and when: limit, budget and backoff together.

use super::backoff::Backoff;
use super::budget::RetryBudget;
use crate::client::random::Random;
use std::time::Duration;

/// The retries so far: of a request, or of a client's connections that failed in a row.
///
/// ```
/// use capstone::client::{PastRetries, Retries};
///
/// let (mut retries, mut past) = (Retries::new(2), PastRetries::default());
/// let waits: Vec<_> = std::iter::from_fn(|| retries.next_wait(&mut past)).collect();
/// assert_eq!((waits.len(), past.count), (2, 2));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PastRetries {
    /// How often it was retried.
    pub count: u32,
}

/// The retry policy of a process. All its clients share one, because they share the budget.
#[derive(Debug, Clone)]
pub struct Retries {
    /// How often one request may be retried: with 5, there are at most 6 attempts.
    pub limit: u32,
    /// How long to wait before each retry.
    pub backoff: Backoff,
    /// How many retries the process may make in all; None is no limit.
    pub budget: Option<RetryBudget>,
    /// The source of the jitter.
    pub random: Random,
}

impl Retries {
    /// A policy without a budget, with the default backoff and a seed of its own.
    pub fn new(limit: u32) -> Self {
        Self { limit, backoff: Backoff::default(), budget: None, random: Random::from_entropy() }
    }

    /// Accounts for the first attempt of a request.
    pub fn first_attempt(&mut self) {
        if let Some(budget) = &mut self.budget {
            budget.deposit();
        }
    }

    /// How long to wait before the next attempt of a request; it counts as made.
    ///
    /// None: the request has failed for good.
    pub fn next_wait(&mut self, past: &mut PastRetries) -> Option<Duration> {
        let allowed = past.count < self.limit && self.budget.as_mut().is_none_or(RetryBudget::try_spend);
        allowed.then(|| self.wait(past))
    }

    /// How long to wait before the next connection of a client whose last one has brought no reply; it counts as made.
    ///
    /// It costs the budget nothing, since it is no attempt of a request. The client decides when to give up.
    pub fn wait_to_connect(&mut self, past: &mut PastRetries) -> Duration {
        self.wait(past)
    }

    /// Counts one more retry, and says how long to wait before it.
    fn wait(&mut self, past: &mut PastRetries) -> Duration {
        past.count = past.count.saturating_add(1);
        self.backoff.wait(past.count, &mut self.random)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Jitter;

    #[test]
    fn n_retries_are_n_plus_1_attempts() {
        let (mut retries, mut past) = (Retries::new(2), PastRetries::default());
        assert!(retries.next_wait(&mut past).is_some() && retries.next_wait(&mut past).is_some());
        assert_eq!((retries.next_wait(&mut past), past.count), (None, 2));
        assert_eq!(Retries::new(0).next_wait(&mut PastRetries::default()), None);
    }

    #[test]
    fn a_request_past_its_limit_costs_the_budget_nothing() {
        let mut retries = Retries { budget: Some(RetryBudget::new(0)), ..Retries::new(1) };
        for _ in 0..100 {
            assert_eq!(retries.next_wait(&mut PastRetries { count: 1 }), None);
        }
        assert_eq!((0..100).filter_map(|_| retries.next_wait(&mut PastRetries::default())).count(), 10);
    }

    #[test]
    fn the_waits_between_connections_grow_like_those_between_attempts_and_cost_no_token() {
        let backoff = Backoff { jitter: Jitter::None, ..Backoff::default() };
        let mut retries = Retries { backoff, budget: Some(RetryBudget::new(0)), ..Retries::new(0) };
        let mut past = PastRetries::default();
        let waits: Vec<_> = (1..=100).map(|_| retries.wait_to_connect(&mut past)).collect();
        assert_eq!(waits, (1..=100).map(|retry| backoff.ceiling(retry)).collect::<Vec<_>>());
        assert!((0..10).all(|_| retries.budget.as_mut().is_some_and(RetryBudget::try_spend)));
    }
}
