//! How often a client tries again: its limit, and the budget of the whole process.

use crate::{BUDGET, LIMIT};
use capstone::client::{Backoff, Jitter, PastRetries, Retries, RetryBudget};

/// How many of the tokens that are in the bucket can be spent, one after the other.
fn spend_all(budget: &mut RetryBudget) -> usize {
    (0..1000).filter(|_| budget.try_spend()).count()
}

/// A policy whose bucket is empty, and gains nothing.
fn broke(limit: u32) -> Retries {
    let mut budget = RetryBudget::new(0);
    spend_all(&mut budget);
    Retries { budget: Some(budget), ..Retries::new(limit) }
}

#[test]
fn n_retries_are_n_plus_1_attempts() {
    LIMIT.claim("a limit of N retries must allow N + 1 attempts").holds(|| {
        for limit in [0, 1, 5, 100] {
            let (mut retries, mut past) = (Retries::new(limit), PastRetries::default());
            let done = (0..1000).take_while(|_| retries.next_wait(&mut past).is_some()).count();
            assert_eq!(done, limit as usize, "a limit of {limit} allowed {done} retries");
            assert_eq!(past.count, limit, "after {limit} retries and a refusal {} were counted", past.count);
        }
        // A policy that was made stricter meanwhile.
        let wait = Retries::new(2).next_wait(&mut PastRetries { count: 7 });
        assert_eq!(wait, None, "after 7 retries a limit of 2 allowed one more");
    });
}

#[test]
fn the_first_retry_waits_for_the_first_ceiling() {
    LIMIT.claim("the wait before each retry must be that of its own number").holds(|| {
        let backoff = Backoff { jitter: Jitter::None, ..Backoff::default() };
        let mut retries = Retries { backoff, ..Retries::new(100) };
        let mut past = PastRetries::default();
        for done in 0..4 {
            let (found, due) = (retries.next_wait(&mut past), retries.backoff.ceiling(done + 1));
            assert_eq!(found, Some(due), "after {done} retries it was {found:?}, not {due:?}");
        }
    });
}

#[test]
fn the_bucket_holds_ten_tokens_and_a_retry_costs_one() {
    BUDGET.claim("a new bucket must have 10 tokens, and a retry must cost 1").holds(|| {
        for percent in [0, 10, 1000] {
            let spent = spend_all(&mut RetryBudget::new(percent));
            assert_eq!(spent, 10, "a new bucket paid for {spent} retries");
        }
    });
}

#[test]
fn each_first_attempt_adds_its_percentage_of_a_token() {
    BUDGET.claim("N first attempts must pay for N * PERCENT / 100 retries, to the last token").holds(|| {
        for (percent, attempts, retries) in [
            (10, 9, 0),
            (10, 10, 1),
            (10, 95, 9),
            (1, 999, 9),
            (33, 3, 0),
            (34, 3, 1),
            (100, 7, 7),
            (250, 2, 5),
        ] {
            let mut budget = RetryBudget::new(percent);
            spend_all(&mut budget);
            (0..attempts).for_each(|_| budget.deposit());
            let spent = spend_all(&mut budget);
            assert_eq!(spent, retries, "at {percent} % {attempts} first attempts paid for {spent} retries");
        }
    });
}

#[test]
fn a_full_bucket_takes_no_more() {
    BUDGET.claim("a bucket must fill up to 10 tokens, and what does not fit must be lost").holds(|| {
        for percent in [10, 350, u32::MAX] {
            let mut budget = RetryBudget::new(percent);
            (0..1000).for_each(|_| budget.deposit());
            let spent = spend_all(&mut budget);
            assert_eq!(spent, 10, "at {percent} % it held {spent} after 1000 first attempts");
        }
        // From in between: the deposit fits in part.
        for (percent, gap) in [(350, 1), (350, 3), (u32::MAX, 1), (u32::MAX, 10)] {
            let mut budget = RetryBudget::new(percent);
            (0..gap).for_each(|_| _ = budget.try_spend());
            budget.deposit();
            let spent = spend_all(&mut budget);
            assert_eq!(
                spent, 10,
                "of {gap} missing tokens one deposit at {percent} % made a bucket of {spent}"
            );
        }
    });
}

#[test]
fn a_retry_that_is_not_paid_for_costs_nothing() {
    BUDGET.claim("a bucket that cannot pay for a retry must keep what it has").holds(|| {
        let mut budget = RetryBudget::new(60);
        spend_all(&mut budget);
        budget.deposit();
        assert!(!budget.try_spend(), "0.6 tokens paid for a retry");
        budget.deposit();
        assert!(budget.try_spend(), "after 1.2 tokens and one refusal there was none left");
    });
}

#[test]
fn without_a_token_a_request_has_failed() {
    BUDGET.claim("a request must not be tried again without a token").holds(|| {
        let mut past = PastRetries::default();
        let wait = broke(5).next_wait(&mut past);
        assert_eq!(wait, None, "with an empty bucket the next retry came after {wait:?}");
        assert_eq!(past.count, 0, "with an empty bucket {} retries were counted", past.count);
        for percent in [0, 90] {
            let mut retries = Retries { budget: Some(RetryBudget::new(percent)), ..Retries::new(1000) };
            let count = (0..100).filter(|_| retries.next_wait(&mut past).is_some()).count();
            assert_eq!(count, 10, "10 tokens at {percent} % paid for {count} retries of one first attempt");
        }
    });
}

#[test]
fn a_request_past_its_limit_costs_no_token() {
    BUDGET.claim("a request that may not be tried again must leave the tokens to others").holds(|| {
        let mut retries = Retries { budget: Some(RetryBudget::new(0)), ..Retries::new(1) };
        let mut past = PastRetries::default();
        assert!(retries.next_wait(&mut past).is_some(), "a request got no retry of one");
        assert!(
            (0..100).all(|_| retries.next_wait(&mut past).is_none()),
            "a request got a second retry of one"
        );
        let count = (0..100).filter(|_| retries.next_wait(&mut PastRetries::default()).is_some()).count();
        assert_eq!(
            count, 9,
            "after one retry and 100 questions past its limit 9 tokens paid for {count} retries"
        );
    });
}
