//! The pictures compute what the capstone computes: the same seeds, the same figures, to the last digit.
//!
//! Rust runs each case with the capstone's own types. `web/model.js` runs it in node, or in headless Chromium where that is
//! missing. Where both are, the test says what it has left out.

mod javascript;

#[path = "../../../benchmarks/src/month/usl.rs"]
#[allow(dead_code, unreachable_pub, reason = "the law alone is needed, not its fit")]
mod usl;
#[path = "../../../capstone/src/client/simulation/virtual_server.rs"]
mod virtual_server;

use capstone::client::{
    Backoff, Fairness, Jitter, Random, Retries, RetryBudget, Schedule, Simulation, Timestamps,
};
use std::time::{Duration, Instant};
use usl::Usl;
use virtual_server::VirtualServer;

/// A computation: in JavaScript an expression that gives a list of numbers, and what Rust finds.
struct Case {
    script: String,
    figures: Vec<f64>,
}

const MS: Duration = Duration::from_millis(1);

fn policies() -> Vec<(&'static str, Retries)> {
    let with = |limit, jitter, cap: u32, budget: Option<u32>| Retries {
        limit,
        backoff: Backoff { jitter, cap: cap * MS, ..Backoff::default() },
        budget: budget.map(RetryBudget::new),
        random: Random::new(1),
    };
    vec![
        ("{ limit: 0 }", with(0, Jitter::Full, 1000, None)),
        ("{ limit: 2 ** 32 - 1, cap: 0, jitter: false }", with(u32::MAX, Jitter::None, 0, None)),
        ("{ limit: 2 ** 32 - 1, jitter: false }", with(u32::MAX, Jitter::None, 1000, None)),
        ("{ limit: 2 ** 32 - 1 }", with(u32::MAX, Jitter::Full, 1000, None)),
        ("{ limit: 2 ** 32 - 1, cap: 100 * MS }", with(u32::MAX, Jitter::Full, 100, None)),
        ("{ limit: 5 }", with(5, Jitter::Full, 1000, None)),
        ("{ limit: 5, budget: 10 }", with(5, Jitter::Full, 1000, Some(10))),
    ]
}

fn plans() -> Vec<(&'static str, Simulation)> {
    let length = 2_000 * MS;
    let users = Simulation {
        clients: 800,
        think: 2500 * MS,
        timeout: 100 * MS,
        stall: 2000 * MS..3000 * MS,
        length: 8000 * MS,
        ..Simulation::default()
    };
    vec![
        ("{ clients: 500, requests: 1 }", Simulation { clients: 500, requests: 1, ..Simulation::default() }),
        ("{ clients: 100, length: 2000 * MS }", Simulation { clients: 100, length, ..Simulation::default() }),
        (
            "{ clients: 50, workers: 8, service: 7 * MS, length: 2000 * MS, seed: 3 }",
            Simulation { clients: 50, workers: 8, service: 7 * MS, length, seed: 3, ..Simulation::default() },
        ),
        (
            "{ clients: 800, think: 2500 * MS, timeout: 100 * MS, stall: [2000 * MS, 3000 * MS], length: 8000 * MS }",
            users.clone(),
        ),
        (
            "{ clients: 800, think: 2500 * MS, timeout: 100 * MS, stall: [2000 * MS, 3000 * MS], length: 8000 * MS, queue: 16 }",
            Simulation { queue: 16, ..users },
        ),
    ]
}

fn simulations() -> Vec<Case> {
    let mut cases = Vec::new();
    for (plan_words, plan) in plans() {
        for (policy_words, policy) in policies() {
            let report = plan.run(policy);
            let counts = [report.attempts, report.busy, report.late, report.failed].map(|count| count as f64);
            let slowest = report.slowest.as_nanos() as f64;
            let lists = report.served.iter().chain(&report.goodput).map(|count| *count as f64);
            let jain = Fairness::of(&report.served).jain;
            cases.push(Case {
                script: format!(
                    "(r => [r.attempts, r.busy, r.late, r.failed, r.slowest, jain(r.served), ...r.served, ...r.goodput])\
                     (simulate({plan_words}, {policy_words}))"
                ),
                figures: counts.into_iter().chain([slowest, jain]).chain(lists).collect(),
            });
        }
    }
    cases
}

fn queues() -> Vec<Case> {
    let case = |(rate, service, workers, room, seed): (u64, u64, usize, usize, u64)| {
        let (gap, length) = (1_000_000_000 / rate, 10_000_000_000);
        let service = Duration::from_millis(service);
        let mut random = Random::new(seed);
        let mut server = VirtualServer::new(workers, room, service, Duration::ZERO..Duration::ZERO);
        let [mut arrived, mut refused, mut waited, mut longest, mut stayed] = [0_u64; 5];
        let mut now = random.below(2 * gap + 1);
        while now < length {
            arrived += 1;
            match server.admit(Duration::from_nanos(now)) {
                None => refused += 1,
                Some(done) => {
                    let inside = done.as_nanos() as u64 - now;
                    let wait = inside - service.as_nanos() as u64;
                    (waited, longest, stayed) = (waited + wait, longest.max(wait), stayed + inside);
                }
            }
            now += random.below(2 * gap + 1);
        }
        Case {
            script: format!(
                "(r => [r.arrived, r.refused, r.waited, r.longest, r.stayed])(queue({{ gap: {gap}, workers: {workers}, \
                 queue: {room}, service: {} * MS, length: 10000 * MS, seed: {seed} }}))",
                service.as_millis()
            ),
            figures: [arrived, refused, waited, longest, stayed].map(|figure| figure as f64).to_vec(),
        }
    };
    [(500, 10, 4, 16, 1), (50, 50, 1, 0, 2), (1000, 3, 3, 64, 3), (400, 10, 4, 256, 4)]
        .into_iter()
        .map(case)
        .collect()
}

fn omissions() -> Vec<Case> {
    let case = |(rate, stall): (u32, u64)| {
        let (start, service) = (Instant::now(), Duration::from_millis(1));
        let (from, to) = (start + 5_000 * MS, start + 5_000 * MS + Duration::from_millis(stall));
        let mut free = start;
        let (mut corrected, mut uncorrected) = (Vec::new(), Vec::new());
        for due in Schedule::fixed(f64::from(rate), 20_000 * MS).times() {
            let intended = start + *due;
            let sent = intended.max(free);
            let begin = if (from..to).contains(&sent) { to } else { sent };
            let timestamps = Timestamps { intended, free, sent };
            free = begin + service;
            corrected.push(timestamps.corrected(free));
            uncorrected.push(timestamps.uncorrected(free));
        }
        let figures = [corrected, uncorrected].into_iter().flat_map(|mut values| {
            values.sort_unstable();
            let at = |percent: usize| values[(percent * values.len()).div_ceil(100) - 1].as_nanos() as f64;
            vec![values.len() as f64, at(50), at(90), at(99), values[values.len() - 1].as_nanos() as f64]
        });
        Case {
            script: format!(
                "(r => [r.corrected, r.uncorrected].flatMap(f => [f.count, f.p50, f.p90, f.p99, f.max]))(omission({{ rate: \
                 {rate}, length: 20000 * MS, service: MS, stall: [5000 * MS, {} * MS] }}))",
                5_000 + stall
            ),
            figures: figures.collect(),
        }
    };
    [(100, 1000), (50, 0), (350, 1300), (500, 3000)].into_iter().map(case).collect()
}

fn laws() -> Vec<Case> {
    let case = |(sigma, kappa): (f64, f64)| {
        let law = Usl { lambda: 100.0, sigma, kappa };
        let rates = (1..=64).map(|workers| law.throughput(f64::from(workers)));
        Case {
            script: format!(
                "(law => [peak(law) ?? -1, ...Array.from({{ length: 64 }}, (_, n) => throughput(law, n + 1))])({{ lambda: 100, \
                 sigma: {sigma}, kappa: {kappa} }})"
            ),
            figures: [law.peak().unwrap_or(-1.0)].into_iter().chain(rates).collect(),
        }
    };
    [(0.05, 0.001), (0.0, 0.0), (0.5, 0.005), (0.123, 0.000_07)].into_iter().map(case).collect()
}

#[test]
fn the_pictures_show_the_figures_of_the_capstone() {
    let cases: Vec<Case> = [simulations(), queues(), omissions(), laws()].into_iter().flatten().collect();
    let scripts: Vec<&str> = cases.iter().map(|case| case.script.as_str()).collect();
    let Some(found) = javascript::numbers(&scripts) else {
        println!("left out: there is neither node nor Chromium, so nothing runs web/model.js");
        return;
    };
    assert_eq!(found.len(), cases.len());
    for (case, found) in cases.iter().zip(found) {
        assert_eq!(found, case.figures, "web/model.js and the capstone differ in\n{}", case.script);
    }
}
