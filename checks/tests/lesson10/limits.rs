//! Where refusals begin, and how long a request takes, worked out with a pencil.

use crate::{LATENCY, MS, REFUSALS};
use capstone::client::Limits;
use std::time::Duration;

const LIMITS: Limits = Limits { queue: 64, workers: 4 };

/// One of which no number divides another.
const ODD: Limits = Limits { queue: 7, workers: 3 };

/// One worker is not none.
const ONE_WORKER: Limits = Limits { queue: 3, workers: 1 };

const WITHOUT_WORKERS: Limits = Limits { queue: 1, workers: 0 };

/// Holds what `latency` says of requests of this service time against so many nanoseconds. Formulas that are equal may
/// round otherwise.
#[track_caller]
fn assert_latency(limits: Limits, service: Duration, cases: &[(u64, u64)]) {
    let Limits { queue, workers } = limits;
    for (in_flight, nanos) in cases {
        let (latency, expected) = (limits.latency(*in_flight, service), Duration::from_nanos(*nanos));
        assert!(
            latency.abs_diff(expected) <= Duration::from_nanos(2),
            "latency({in_flight}, {service:?}) said {latency:?} instead of {expected:?}, with Q = {queue} and c = {workers}"
        );
    }
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
        assert!(ONE_WORKER.can_refuse(5, 1), "can_refuse(5, 1) said false for one with a worker and Q = 3");
        assert!(!WITHOUT_WORKERS.can_refuse(1000, 10), "can_refuse(1000, 10) said true for one");
    });
}

#[test]
fn while_there_is_a_worker_for_everybody_a_request_takes_the_service_time() {
    LATENCY.claim("with no more requests than workers, each must be predicted to take S").holds(|| {
        assert_latency(LIMITS, MS, &[(1, 1_000_000), (3, 1_000_000), (4, 1_000_000)]);
        assert_latency(ODD, Duration::from_nanos(1_234_567), &[(1, 1_234_567), (3, 1_234_567)]);
    });
}

#[test]
fn the_latency_grows_with_the_requests_until_the_pool_is_full() {
    LATENCY.claim("the latency must be N w S / c, but no more than (Q/c + 1) S").holds(|| {
        let cases = [(5, 1_250_000), (6, 1_500_000), (50, 12_500_000), (68, 17_000_000), (69, 17_000_000)];
        assert_latency(LIMITS, MS, &cases);
        assert_latency(LIMITS, MS, &[(10_000, 17_000_000)]);
        // A third of nearly everything: no whole milliseconds or microseconds, and no whole rounds.
        assert_latency(ODD, MS, &[(4, 1_333_333), (9, 3_000_000), (10, 3_333_333), (11, 3_333_333)]);
        assert_latency(ODD, Duration::from_nanos(2_700), &[(4, 3_600), (5, 4_500), (11, 9_000)]);
        assert_latency(ONE_WORKER, MS, &[(2, 2_000_000), (4, 4_000_000), (5, 4_000_000)]);
    });
}

#[test]
fn without_workers_the_latency_has_no_bound() {
    LATENCY.claim("without workers a latency without bound must be predicted: N w S").holds(|| {
        assert_latency(WITHOUT_WORKERS, MS, &[(1, 1_000_000), (3, 3_000_000), (100, 100_000_000)]);
    });
}
