//! What a policy says, asked directly: how long to wait, how often to try again, and who got how much.

use crate::{BACKOFF, BUDGET, FAIR, JITTER, LIMIT, ms};
use capstone::client::{Backoff, Fairness, Jitter, PastRetries, Random, Retries, RetryBudget};
use std::time::Duration;

fn without_jitter() -> Backoff {
    Backoff { jitter: Jitter::None, ..Backoff::default() }
}

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
fn the_ceiling_doubles_with_each_retry_up_to_the_cap() {
    BACKOFF.claim("the ceiling must double with each retry, from the first wait up to the cap").holds(|| {
        let ceilings = |backoff: Backoff| (1..=9).map(move |retry| backoff.ceiling(retry));
        let default: Vec<Duration> = ceilings(Backoff::default()).collect();
        assert_eq!(
            default,
            [10, 20, 40, 80, 160, 320, 640, 1000, 1000].map(ms),
            "from 10 ms to 1 s it was {default:?}"
        );
        let other = Backoff { first: ms(3), cap: ms(50), ..Backoff::default() };
        let other: Vec<Duration> = ceilings(other).collect();
        assert_eq!(other, [3, 6, 12, 24, 48, 50, 50, 50, 50].map(ms), "from 3 ms to 50 ms it was {other:?}");
        let small = Backoff { first: ms(10), cap: ms(4), ..Backoff::default() }.ceiling(1);
        assert_eq!(small, ms(4), "with a cap of 4 ms below the first wait it was {small:?}");
    });
}

#[test]
fn the_ceiling_stays_at_the_cap_for_ever() {
    // 1 << 32 does not fit into 32 bits, and 10 ms times 2 to the 64 does not fit into a Duration.
    BACKOFF.claim("the ceiling must stay at the cap, however many retries there were").holds(|| {
        for retry in (8..200).chain([1000, u32::MAX - 1, u32::MAX]) {
            let ceiling = Backoff::default().ceiling(retry);
            assert_eq!(ceiling, ms(1000), "before retry {retry} it was {ceiling:?}");
        }
        let longest = Backoff { first: Duration::MAX, ..Backoff::default() }.ceiling(2);
        assert_eq!(longest, ms(1000), "twice the longest Duration was {longest:?}");
    });
}

#[test]
fn without_jitter_each_wait_is_its_ceiling() {
    JITTER.claim("without jitter each wait must be as long as its ceiling").holds(|| {
        let (backoff, mut random) = (without_jitter(), Random::new(1));
        for retry in 1..20 {
            let (wait, ceiling) = (backoff.wait(retry, &mut random), backoff.ceiling(retry));
            assert_eq!(wait, ceiling, "the wait before retry {retry} was {wait:?}, its ceiling {ceiling:?}");
        }
    });
}

#[test]
fn full_jitter_covers_zero_to_the_ceiling_evenly() {
    JITTER.claim("with full jitter a wait must be any time up to its ceiling, each as likely").holds(|| {
        let (backoff, mut random) = (Backoff::default(), Random::new(9));
        for retry in [4, 8, 30] {
            let ceiling = backoff.ceiling(retry);
            let mut counts = [0u32; 8];
            for _ in 0..40_000 {
                let wait = backoff.wait(retry, &mut random);
                assert!(wait <= ceiling, "before retry {retry} it was {wait:?}, over {ceiling:?}");
                let eighth = (wait.as_secs_f64() / ceiling.as_secs_f64() * 8.0) as usize;
                counts[eighth.min(7)] += 1;
            }
            // 5,000 are expected in each; chance moves that by 66, whole milliseconds move it by 300.
            assert!(
                counts.iter().all(|count| (4_600..=5_400).contains(count)),
                "of 40,000 waits before retry {retry} so many fell into each eighth of the span: {counts:?}"
            );
        }
    });
}

#[test]
fn clients_with_other_seeds_wait_other_times() {
    JITTER.claim("two clients that were refused together must not wait for the same time").holds(|| {
        let waits = |seed| {
            let mut random = Random::new(seed);
            (1..=20).map(|retry| Backoff::default().wait(retry, &mut random)).collect::<Vec<_>>()
        };
        let same = waits(1).iter().zip(waits(2)).filter(|(one, other)| *one == other).count();
        assert!(same <= 5, "{same} of 20 waits were the same for both");
    });
}

#[test]
fn n_retries_are_n_plus_1_attempts() {
    LIMIT.claim("a limit of N retries must allow N + 1 attempts").holds(|| {
        for limit in [0, 1, 5, 100] {
            let (mut retries, mut past) = (Retries::new(limit), PastRetries::default());
            let done = (0..1000).take_while(|_| retries.next_wait(&mut past).is_some()).count();
            assert_eq!(done, limit as usize, "a limit of {limit} allowed {done} retries");
        }
    });
}

#[test]
fn the_first_retry_waits_for_the_first_ceiling() {
    LIMIT.claim("the wait before each retry must be that of its own number").holds(|| {
        let mut retries = Retries { backoff: without_jitter(), ..Retries::new(100) };
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
    BUDGET.claim("a bucket must not hold more than 10 tokens, however quiet it was").holds(|| {
        for percent in [10, 350, u32::MAX] {
            let mut budget = RetryBudget::new(percent);
            (0..1000).for_each(|_| budget.deposit());
            let spent = spend_all(&mut budget);
            assert_eq!(spent, 10, "at {percent} % it held {spent} after 1000 first attempts");
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
        let wait = broke(5).next_wait(&mut PastRetries::default());
        assert_eq!(wait, None, "with an empty bucket the next retry came after {wait:?}");
        let mut retries = Retries { budget: Some(RetryBudget::new(0)), ..Retries::new(1000) };
        let mut past = PastRetries::default();
        let count = (0..100).filter(|_| retries.next_wait(&mut past).is_some()).count();
        assert_eq!(count, 10, "10 tokens paid for {count} retries");
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

#[test]
fn jains_index_tells_how_many_share() {
    FAIR.claim("Jain's index must be k/n if k of n clients share evenly").holds(|| {
        for (shares, index) in [
            (&[7, 7, 7, 7][..], 1.0),
            (&[0, 9], 0.5),
            (&[0, 0, 0, 5], 0.25),
            (&[4, 4, 0, 4, 0], 0.6),
            (&[3], 1.0),
        ] {
            let found = Fairness::of(shares).jain;
            assert!((found - index).abs() < 1e-9, "for {shares:?} it was {found}");
        }
        let (one, tenfold) = (Fairness::of(&[1, 2, 3]).jain, Fairness::of(&[30, 10, 20]).jain);
        assert!((one - 6.0 / 7.0).abs() < 1e-9, "for [1, 2, 3] it was {one}");
        assert!((one - tenfold).abs() < 1e-9, "for ten times that, in another order, it was {tenfold}");
    });
}

#[test]
fn nothing_for_everybody_is_fair_and_starves_everybody() {
    FAIR.claim("nothing for everybody must be fair, and nobody fed").holds(|| {
        for shares in [&[][..], &[0], &[0, 0, 0]] {
            let Fairness { jain, starved, .. } = Fairness::of(shares);
            assert_eq!(jain, 1.0, "Jain's index was {jain} for {shares:?}");
            assert_eq!(starved, shares.len(), "{starved} were starved of {shares:?}");
        }
        let Fairness { slowest, starved, .. } = Fairness::of(&[1, 0, 1000, 0, 3]);
        assert_eq!(
            (slowest, starved),
            (0, 2),
            "of [1, 0, 1000, 0, 3] the smallest was {slowest}, {starved} starved"
        );
        let slowest = Fairness::of(&[3, 2, 4]).slowest;
        assert_eq!(slowest, 2, "of [3, 2, 4] the smallest was {slowest}");
    });
}
