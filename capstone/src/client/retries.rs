//! Whether a refused request is tried again, and when: the limit, the budget and the backoff in one question.

use super::backoff::Backoff;
use super::budget::RetryBudget;
use super::random::Random;
use std::time::Duration;

/// The retry policy of a process. All its clients share one, because they share the budget.
#[derive(Debug, Clone)]
pub struct Retries {
    /// How often one request may be tried again: with 5, there are at most 6 attempts.
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

    /// How long to wait before the next attempt of a request that was already tried again `done` times.
    ///
    /// None: it has failed for good.
    pub fn next_wait(&mut self, done: u32) -> Option<Duration> {
        let allowed = done < self.limit && self.budget.as_mut().is_none_or(RetryBudget::try_spend);
        allowed.then(|| self.backoff.wait(done + 1, &mut self.random))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn n_retries_are_n_plus_1_attempts() {
        let mut retries = Retries::new(2);
        assert!(retries.next_wait(0).is_some() && retries.next_wait(1).is_some());
        assert_eq!(retries.next_wait(2), None);
        assert_eq!(Retries::new(0).next_wait(0), None);
    }

    #[test]
    fn a_request_past_its_limit_costs_the_budget_nothing() {
        let mut retries = Retries { budget: Some(RetryBudget::new(0)), ..Retries::new(1) };
        for _ in 0..100 {
            assert_eq!(retries.next_wait(1), None);
        }
        assert_eq!((0..100).filter_map(|_| retries.next_wait(0)).count(), 10);
    }
}
