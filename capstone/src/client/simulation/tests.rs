use super::*;
use crate::client::{Backoff, Jitter, RetryBudget};

fn seeded(limit: u32) -> Retries {
    Retries { random: Random::new(1), ..Retries::new(limit) }
}

/// 100 clients that never pause, for ten seconds.
fn crowd() -> Simulation {
    Simulation { clients: 100, length: Duration::from_secs(10), ..Simulation::default() }
}

#[test]
fn the_same_seeds_give_the_same_outcome_and_others_another() {
    let attempts = |simulation: &Simulation, seed| {
        simulation.run(Retries { random: Random::new(seed), ..Retries::new(1000) }).attempts
    };
    let (mine, other) = (crowd(), Simulation { seed: 2, ..crowd() });
    assert_eq!(attempts(&mine, 1), attempts(&mine, 1));
    assert_ne!(attempts(&mine, 1), attempts(&mine, 2));
    assert_ne!(attempts(&mine, 1), attempts(&other, 1));
}

#[test]
fn a_full_queue_keeps_every_worker_busy_and_nobody_waits_for_longer_than_its_length() {
    let outcome = crowd().run(seeded(0));
    let served: u64 = outcome.served.iter().sum();
    assert!(
        (3_900..=4_000).contains(&served),
        "the capacity is 400 requests a second, and {served} were served"
    );
    let longest = Duration::from_millis((64 / 4 + 1) * 10) + 2 * ROUND_TRIP;
    assert!(outcome.slowest <= longest, "{:?}", outcome.slowest);
    assert_eq!(outcome.goodput.iter().sum::<u64>(), served);
}

#[test]
fn below_the_capacity_nobody_is_refused() {
    // 68 clients fit: 4 with the workers, 64 in the queue.
    let outcome = Simulation { clients: 68, ..crowd() }.run(seeded(0));
    assert_eq!((outcome.busy, outcome.failed), (0, 0));
    assert!(outcome.fairness().jain > 0.99);
}

#[test]
fn every_attempt_and_every_request_ends_in_one_way() {
    let everyone_at_once = Simulation {
        clients: 500,
        requests: 3,
        think: Duration::from_millis(100),
        timeout: Duration::from_millis(100),
        ..Simulation::default()
    };
    let retries = Retries { budget: Some(RetryBudget::new(50)), ..seeded(2) };
    let outcome = everyone_at_once.run(retries);
    let served: u64 = outcome.served.iter().sum();
    assert_eq!(outcome.attempts, served + outcome.busy + outcome.late);
    assert_eq!(500 * 3, served + outcome.failed);
    assert!(outcome.busy > 0 && outcome.late > 0 && outcome.failed > 0, "{outcome:?}");
}

#[test]
fn a_client_that_gives_up_waiting_has_used_the_server_all_the_same() {
    let impatient = Simulation { timeout: Duration::from_millis(5), clients: 4, requests: 1, ..crowd() };
    let at_once = Backoff { first: Duration::ZERO, ..Backoff::default() };
    let outcome = impatient.run(Retries { backoff: at_once, ..seeded(1) });
    assert_eq!((outcome.attempts, outcome.late, outcome.failed), (8, 8, 4));
}

#[test]
fn a_stall_serves_nobody_and_then_it_goes_on() {
    let (one, two) = (Duration::from_secs(1), Duration::from_secs(2));
    let outcome = Simulation { clients: 4, stall: one..two, ..crowd() }.run(seeded(0));
    assert!(outcome.goodput[1] <= 4 && outcome.goodput[2] > 300, "{:?}", outcome.goodput);
}

#[test]
fn what_never_comes_is_not_waited_for() {
    let (one, never) = (Duration::from_secs(1), Duration::MAX);
    let outcome = Simulation { clients: 4, stall: one..never, ..crowd() }.run(seeded(0));
    assert!(outcome.goodput[0] > 300 && outcome.goodput[2..].iter().all(|count| *count == 0), "{outcome:?}");
    let outcome = Simulation { think: never, timeout: never, ..crowd() }.run(seeded(0));
    assert_eq!(outcome.attempts, 0);
    let backoff = Backoff { first: never, cap: never, jitter: Jitter::None };
    let outcome = Simulation { queue: 0, ..crowd() }.run(Retries { backoff, ..seeded(1) });
    assert_eq!(outcome.busy, 96, "whoever is refused waits for ever");
}
