//! Lesson 10: an overload is predicted before it is measured, the instrument is checked, and no wait is left out.
#![cfg(not(feature = "shuttle"))]

use capstone::client::{
    Limits, Little, OneShot, OpenLoop, Ramp, Random, Retries, Schedule, Timestamps, Workload, saturation,
};
use capstone::net::envelope::MessageType;
use capstone::net::work::{WorkMode, WorkSpec};
use capstone::net::{Server, ServerConfig};
use capstone::observe::{Level, Logger};
use checks::{Section, Text, assert_example_matches_readme};
use std::net::SocketAddr;
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

const README: &str = "lessons/10-overload/README.md";
const REFUSALS: Section = Text::at(README).section("Where refusals begin");
const LATENCY: Section = Text::at(README).section("How long an accepted request takes");
const SATURATION: Section = Text::at(README).section("The saturation point");
const LITTLE: Section = Text::at(README).section("Little's law");
const LOOPS: Section = Text::at(README).section("Closed and open loops");
const OMISSION: Section = Text::at(README).section("Coordinated omission");
const LAG: Section = Text::at(README).section("Who measures the measurer?");

const MS: Duration = Duration::from_millis(1);
const SECOND: Duration = Duration::from_secs(1);
const LIMITS: Limits = Limits { queue: 64, workers: 4 };

/// Long enough for a reply to come on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server that serves until the process ends.
fn serve(workers: usize, queue: usize) -> SocketAddr {
    let config = ServerConfig { workers, queue, ..ServerConfig::default() };
    let logger = Logger::to_stderr(Level::Error).unwrap();
    let server = Server::bind("127.0.0.1:0".parse().unwrap(), config, logger).unwrap();
    let address = server.local_addr().unwrap();
    thread::spawn(|| server.run());
    address
}

fn sleep_for(duration: Duration) -> WorkSpec {
    WorkSpec { mode: WorkMode::Sleep, duration }
}

#[test]
fn refusals_can_begin_with_the_first_request_that_has_no_place() {
    REFUSALS.claim("refusals must be possible from N w = Q + c + 1 on, and not before").holds(|| {
        let cases = [(68, 1, false), (69, 1, true), (34, 2, false), (35, 2, true), (1, 68, false), (1, 69, true)];
        for (clients, depth, possible) in cases {
            let said = LIMITS.can_refuse(clients, depth);
            let out = clients * depth;
            assert!(
                said == possible,
                "can_refuse({clients}, {depth}) said {said}, with Q + c = 68 and {out} requests that can be out"
            );
        }
    });
}

#[test]
fn without_workers_nobody_is_refused() {
    REFUSALS.claim("a server without workers must be predicted to refuse nobody").holds(|| {
        let limits = Limits { queue: 1, workers: 0 };
        assert!(!limits.can_refuse(1000, 10), "can_refuse(1000, 10) said true for one");
    });
}

#[test]
fn a_prediction_of_refusals_comes_true() {
    let claim = REFUSALS.claim("clients must be refused where that was predicted, and nowhere else");
    claim.within(PATIENCE).holds(|| {
        let (limits, mut refused) = (Limits { queue: 2, workers: 1 }, 0);
        for _ in 0..5 {
            let plan = Ramp {
                address: serve(1, 2),
                steps: vec![1, 3, 20, 2],
                step_time: 100 * MS,
                depth: 1,
                workload: Workload::work(sleep_for(MS), 5),
                retries: Retries::new(5),
                timeout: PATIENCE,
            };
            for step in plan.run(|_| ()).unwrap().steps {
                let (clients, busy) = (step.clients, step.total().busy);
                let predicted = limits.can_refuse(clients as u64, 1);
                assert!(
                    predicted || busy == 0,
                    "{clients} clients met {busy} refusals where can_refuse had said that there could be none"
                );
                refused += if predicted { busy } else { 0 };
            }
        }
        assert!(refused > 0, "nobody was, in any step for which can_refuse had said that it could happen");
    });
}

#[test]
fn while_there_is_a_worker_for_everybody_a_request_takes_the_service_time() {
    LATENCY.claim("with no more requests than workers, each must be predicted to take S").holds(|| {
        for in_flight in [1, 3, 4] {
            let latency = LIMITS.latency(in_flight, MS);
            assert!(latency == MS, "latency({in_flight}, 1 ms) said {latency:?} with 4 workers");
        }
    });
}

#[test]
fn the_latency_grows_with_the_requests_until_the_pool_is_full() {
    LATENCY.claim("the latency must be N w S / c, but no more than (Q/c + 1) S").holds(|| {
        let cases = [(5, 1250), (6, 1500), (50, 12_500), (68, 17_000), (69, 17_000), (10_000, 17_000)];
        for (in_flight, us) in cases {
            let (latency, expected) = (LIMITS.latency(in_flight, MS), Duration::from_micros(us));
            assert!(
                latency == expected,
                "latency({in_flight}, 1 ms) said {latency:?} instead of {expected:?}, with Q = 64 and c = 4"
            );
        }
    });
}

#[test]
fn without_workers_the_latency_has_no_bound() {
    LATENCY.claim("without workers a latency without bound must be predicted: N w S").holds(|| {
        let latency = Limits { queue: 1, workers: 0 }.latency(100, MS);
        assert!(latency == 100 * MS, "latency(100, 1 ms) said {latency:?}");
    });
}

#[test]
fn the_saturation_point_is_the_fewest_clients_with_nearly_the_best_goodput() {
    let claim =
        SATURATION.claim("the saturation point must be the fewest clients within 10 % of the best goodput");
    claim.holds(|| {
        let cases: [(&[(usize, f64)], usize); 5] = [
            (&[(1, 900.0), (4, 3600.0), (50, 3900.0), (500, 3850.0)], 4),
            (&[(1, 91.0), (2, 100.0)], 1),
            (&[(1, 89.0), (2, 100.0)], 2),
            (&[(5, 95.0), (10, 70.0), (20, 100.0)], 5),
            (&[(100, 100.0), (10, 95.0), (5, 60.0)], 10),
        ];
        for (steps, expected) in cases {
            let found = saturation(steps);
            assert!(
                found == Some(expected),
                "it was {found:?} instead of {expected} for the steps {steps:?}"
            );
        }
    });
}

#[test]
fn where_nothing_was_served_there_is_no_saturation_point() {
    SATURATION.claim("steps in which nothing was served must have no saturation point").holds(|| {
        for steps in [&[][..], &[(5, 0.0), (10, 0.0)]] {
            let found = saturation(steps);
            assert!(found.is_none(), "it was {found:?} for the steps {steps:?}");
        }
    });
}

#[test]
fn the_error_of_littles_law_is_the_difference_in_parts_of_what_is_in_flight() {
    LITTLE.claim("the error must be |L - X W| / L").holds(|| {
        for (in_flight, rate, expected) in
            [(10.0, 1000.0, 0.0), (10.0, 900.0, 0.1), (10.0, 1100.0, 0.1), (4.0, 300.0, 0.25)]
        {
            let error = Little { in_flight, rate, stay: 10 * MS }.error();
            assert!(
                (error - expected).abs() < 1e-9,
                "it was {error} instead of {expected} for L = {in_flight}, X = {rate}/s and W = 10 ms"
            );
        }
    });
}

#[test]
fn where_nothing_was_in_flight_nothing_is_wrong() {
    LITTLE.claim("if nothing was there the error must be 0, and if only X says something, infinite").holds(
        || {
            let error = |rate| Little { in_flight: 0.0, rate, stay: 10 * MS }.error();
            assert!(error(0.0) == 0.0, "it was {} for L = 0 and X = 0", error(0.0));
            assert!(error(1.0) == f64::INFINITY, "it was {} for L = 0 and X = 1/s", error(1.0));
        },
    );
}

#[test]
fn a_fixed_schedule_has_one_request_every_1_over_rate_seconds_and_does_not_drift() {
    LOOPS.claim("a fixed schedule must begin at 0, have one request every 1/rate s, and not drift").holds(|| {
        for (rate, seconds) in [(4.0, 1), (1000.0, 10), (3.0, 10_000), (33_333.0, 3)] {
            let schedule = Schedule::fixed(rate, seconds * SECOND);
            let times = schedule.times();
            let (count, due) = (times.len(), (rate * f64::from(seconds)).round() as usize);
            assert!(count == due, "{count} requests were due, not {due}, at {rate}/s for {seconds} s");
            assert!(times[0].is_zero(), "the first request was due after {:?}, at {rate}/s", times[0]);
            for number in [1, count / 2, count - 1] {
                let (from_first, expected) = ((times[number] - times[0]).as_secs_f64(), number as f64 / rate);
                assert!(
                    (from_first - expected).abs() < 1e-7,
                    "request {number} was due {from_first} s after request 0, not {expected} s, at {rate}/s"
                );
            }
            assert!(times[count - 1] < seconds * SECOND, "the last request was due after the end");
        }
    });
}

#[test]
fn independent_arrivals_come_at_the_rate_on_average() {
    LOOPS.claim("independent arrivals must come at the rate on average, in order, before the end").holds(
        || {
            let schedule = Schedule::poisson(1000.0, 10 * SECOND, &mut Random::new(1));
            let (times, count) = (schedule.times(), schedule.times().len());
            // The count of a Poisson process has the square root of its mean as standard deviation: here 100.
            assert!((9_500..=10_500).contains(&count), "1000/s for 10 s gave {count}");
            assert!(times.is_sorted(), "the times were not in order");
            assert!(times[count - 1] < 10 * SECOND, "the last request was due after the end");
        },
    );
}

#[test]
fn the_gaps_between_independent_arrivals_are_exponential() {
    LOOPS.claim("the gaps between independent arrivals must be exponentially distributed").holds(|| {
        let schedule = Schedule::poisson(1000.0, 30 * SECOND, &mut Random::new(1));
        let gaps: Vec<Duration> =
            schedule.times().windows(2).map(|pair| pair[1].saturating_sub(pair[0])).collect();
        // Of exponential gaps with mean 1 ms, the share 1 - e^-x is below x ms.
        for (us, expected) in [(100, 0.0952), (1000, 0.6321), (3000, 0.9502)] {
            let below = gaps.iter().filter(|gap| **gap < Duration::from_micros(us)).count();
            let share = below as f64 / gaps.len() as f64;
            let [found, wanted] = [share, expected].map(|share| 100.0 * share);
            assert!(
                (share - expected).abs() < 0.02,
                "{found:.1} % were below {us} µs instead of {wanted:.1} %, with a mean of 1 ms"
            );
        }
    });
}

#[test]
fn the_seed_decides_which_arrivals() {
    LOOPS.claim("the same seed must give the same arrivals, and another seed others").holds(|| {
        let of = |seed| Schedule::poisson(100.0, 10 * SECOND, &mut Random::new(seed)).times().to_vec();
        assert!(of(7) == of(7), "one seed gave two schedules");
        assert!(of(7) != of(8), "two seeds gave one schedule");
    });
}

/// A request that was due after 10 ms, on a connection that became free at `free` ms, and was sent at `sent` ms.
fn timestamps(start: Instant, free: u32, sent: u32) -> Timestamps {
    Timestamps { intended: start + 10 * MS, free: start + free * MS, sent: start + sent * MS }
}

#[test]
fn the_corrected_latency_runs_from_the_time_a_request_was_due() {
    OMISSION.claim("the corrected latency must run from the time the request was due").holds(|| {
        let start = Instant::now();
        let latency = timestamps(start, 90, 100).corrected(start + 101 * MS);
        assert!(
            latency == 91 * MS,
            "it was {latency:?}: due at 10 ms, free at 90, sent at 100, answered at 101"
        );
    });
}

#[test]
fn the_uncorrected_latency_runs_from_the_actual_send() {
    OMISSION.claim("the uncorrected latency must run from the actual send").holds(|| {
        let start = Instant::now();
        let latency = timestamps(start, 90, 100).uncorrected(start + 101 * MS);
        assert!(latency == MS, "it was {latency:?}: due at 10 ms, free at 90, sent at 100, answered at 101");
    });
}

#[test]
fn the_lag_is_how_late_a_free_connection_sent() {
    LAG.claim("with a free connection, the lag must be the time from due to sent").holds(|| {
        let start = Instant::now();
        for free in [0, 9, 10] {
            let lag = timestamps(start, free, 13).lag();
            assert!(lag == Some(3 * MS), "it was {lag:?}: free at {free} ms, due at 10, sent at 13");
        }
    });
}

#[test]
fn a_request_that_waited_for_its_connection_is_no_lag_of_the_sender() {
    LAG.claim("a request that waited for its connection must not count as lag of the sender").holds(|| {
        let lag = timestamps(Instant::now(), 90, 100).lag();
        assert!(lag.is_none(), "the lag was {lag:?}: due at 10 ms, but free only at 90");
    });
}

#[test]
fn a_second_of_silence_shows_in_the_corrected_latency_alone() {
    let claim =
        OMISSION.claim("a second of silence must show in the corrected latency, and hardly in the other");
    claim.within(PATIENCE).holds(|| {
        let address = serve(1, 64);
        let silence = thread::spawn(move || {
            sleep(SECOND / 2); // not to wait for something: silence is to fall in the middle of the measurement
            OneShot::new(address, PATIENCE).ask(MessageType::Work, &sleep_for(SECOND).encode()).unwrap()
        });
        let (schedule, workload) = (Schedule::fixed(1000.0, 3 * SECOND), Workload::echo(100));
        let plan = OpenLoop { address, schedule, connections: 4, workload, timeout: PATIENCE };
        let tally = plan.run().unwrap();
        silence.join().unwrap();
        assert!(tally.total().ok == 3000, "of 3000 requests not all were served: {:?}", tally.total());
        let [corrected, uncorrected] = [&tally.corrected, &tally.uncorrected].map(|all| all.quantile(0.99));
        assert!(corrected > SECOND / 2, "the corrected p99 was {corrected:?}");
        assert!(uncorrected < SECOND / 2, "the uncorrected p99 was {uncorrected:?}, with 4 connections");
    });
}

#[test]
fn the_text_shows_what_its_programs_write() {
    let text =
        Text::at(README).section("Run it").claim("the lesson's text must show what its programs write");
    text.beside_others().within(PATIENCE).holds(|| {
        assert_example_matches_readme("lesson10", README);
        assert_example_matches_readme("lesson10-before", README);
    });
}
