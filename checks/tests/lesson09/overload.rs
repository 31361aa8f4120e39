//! What the policies do to an overloaded server, in virtual time.

use crate::{BACKOFF, BUDGET, FAIR, JITTER, ms};
use capstone::client::{Backoff, Jitter, Random, Retries, RetryBudget, Simulation, SimulationReport};

/// A claim about chance holds for each of these.
const SEEDS: [u64; 5] = [1, 2, 3, 4, 5];

/// A policy without a limit.
fn patient(jitter: Jitter, cap_ms: u64, seed: u64) -> Retries {
    let backoff = Backoff { cap: ms(cap_ms), jitter, ..Backoff::default() };
    Retries { backoff, random: Random::new(seed), ..Retries::new(u32::MAX) }
}

/// 500 clients at the same moment, one request each.
fn herd(seed: u64) -> Simulation {
    Simulation { clients: 500, requests: 1, seed, ..Simulation::default() }
}

/// 100 clients, each asks again as soon as it is served.
fn crowd(seed: u64) -> Simulation {
    Simulation { clients: 100, length: ms(10_000), seed, ..Simulation::default() }
}

/// 800 users that send 320 requests a second to a server that could serve 400. It stands still in the third
/// second.
fn stumble(seed: u64, queue: usize, budget: Option<RetryBudget>) -> SimulationReport {
    let users = Simulation {
        clients: 800,
        think: ms(2500),
        timeout: ms(100),
        stall: ms(2000)..ms(3000),
        length: ms(10_000),
        queue,
        seed,
        ..Simulation::default()
    };
    users.run(Retries { budget, random: Random::new(seed), ..Retries::new(5) })
}

fn assert_recovers(outcome: &SimulationReport) {
    let last = outcome.goodput.iter().rev().take(4).min().unwrap();
    assert!(*last >= 250, "the requests served in time, second by second, were {:?}", outcome.goodput);
}

#[test]
fn backoff_spares_the_server() {
    BACKOFF
        .claim("clients that back off must ask less than a tenth as often as those that ask at once")
        .holds(|| {
            // A small herd: at once, the large one asks half a million times.
            let herd = Simulation { clients: 200, ..herd(1) };
            let at_once = herd.run(patient(Jitter::None, 0, 1)).attempts;
            let backoff = herd.run(patient(Jitter::None, 1000, 1)).attempts;
            assert!(backoff * 10 < at_once, "they asked {backoff} times, the others {at_once} times");
        });
}

#[test]
fn jitter_takes_a_herd_apart() {
    JITTER.claim("with jitter the last of a herd must be served in less than two thirds of the time").holds(
        || {
            for seed in SEEDS {
                let without = herd(seed).run(patient(Jitter::None, 1000, seed)).slowest;
                let with = herd(seed).run(patient(Jitter::Full, 1000, seed)).slowest;
                assert!(
                    with * 3 < without * 2,
                    "it took {with:?} with jitter and {without:?} without (seed {seed})"
                );
            }
        },
    );
}

#[test]
fn a_long_cap_starves_and_a_short_one_does_not() {
    FAIR.claim("a cap of 1 s must be seen to starve clients, and one of 100 ms to starve none").holds(|| {
        for seed in SEEDS {
            let long = crowd(seed).run(patient(Jitter::None, 1000, seed));
            let short = crowd(seed).run(patient(Jitter::Full, 100, seed));
            for (cap, outcome, busy, starved) in
                [("1 s", &long, 0.0..0.25, 5..50), ("100 ms", &short, 0.5..0.75, 0..3)]
            {
                let (found, share) = (outcome.fairness().starved, outcome.busy_share());
                assert!(
                    busy.contains(&share),
                    "with a cap of {cap} the busy share was {share:.2} (seed {seed})"
                );
                assert!(starved.contains(&found), "with a cap of {cap} {found} of 100 starved (seed {seed})");
            }
            let (long, short) = (long.fairness().jain, short.fairness().jain);
            assert!(
                long + 0.1 < short,
                "Jain's index was {long:.2} with 1 s and {short:.2} with 100 ms (seed {seed})"
            );
        }
    });
}

#[test]
fn without_a_budget_a_short_trigger_keeps_the_server_down() {
    BUDGET.claim("without a budget retries must be seen to keep the server down after its stall").holds(
        || {
            for seed in SEEDS {
                let outcome = stumble(seed, 64, None);
                let (before, after) = (outcome.goodput[1], &outcome.goodput[5..]);
                assert!(before > 250, "before the stall it served {before} in a second (seed {seed})");
                assert!(
                    after.iter().all(|count| *count < 32),
                    "it served {after:?} afterwards (seed {seed})"
                );
            }
        },
    );
}

#[test]
fn with_a_budget_it_recovers() {
    BUDGET.claim("with a budget of 10 % the server must recover from its stall").holds(|| {
        SEEDS.into_iter().for_each(|seed| assert_recovers(&stumble(seed, 64, Some(RetryBudget::new(10)))));
    });
}

#[test]
fn with_a_queue_shorter_than_the_clients_patience_it_recovers_too() {
    BUDGET.claim("with a queue that nobody leaves the server must recover even without a budget").holds(
        || {
            SEEDS.into_iter().for_each(|seed| assert_recovers(&stumble(seed, 16, None)));
        },
    );
}
