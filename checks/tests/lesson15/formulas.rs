//! Four formulas, held against a pencil. Half of the figures are no round ones.

use crate::month::impact::{break_even, cost, improvement, overhead};
use crate::{BREAK_EVEN, FORMULAS};
use std::time::Duration;

/// Whether two values are equal but for rounding.
fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

#[test]
fn an_improvement_is_a_share_of_what_there_was_before() {
    FORMULAS.claim("the improvement must be after / before - 1").holds(|| {
        for (before, after, expected) in [
            (100.0, 400.0, 3.0),
            (100.0, 100.0, 0.0),
            (100.0, 50.0, -0.5),
            (800.0, 801.0, 0.001_25),
            (320.0, 0.8, -0.9975),
            (0.5, 1.3, 1.6),
        ] {
            let found = improvement(before, after);
            assert!(
                same(found, expected),
                "from {before} to {after} requests/s it was {found}, not {expected}"
            );
        }
    });
}

#[test]
fn an_overhead_is_the_share_that_is_lost() {
    FORMULAS.claim("the overhead must be 1 - with / without").holds(|| {
        for (without, with, expected) in [
            (100.0, 75.0, 0.25),
            (100.0, 100.0, 0.0),
            (100.0, 125.0, -0.25),
            (800.0, 799.0, 0.001_25),
            (0.5, 0.1, 0.8),
        ] {
            let found = overhead(without, with);
            assert!(same(found, expected), "{without} without and {with} with gave {found}, not {expected}");
        }
    });
}

#[test]
fn a_cost_is_added_to_each_request_and_does_not_depend_on_its_length() {
    FORMULAS.claim("the cost of a request must be 1 / with - 1 / without").holds(|| {
        // So many µs more, on a few, on 10 ms, and on none; and fewer.
        for (without, with, expected) in [
            (8.0, 10.0, 2.0),
            (10_000.0, 10_002.0, 2.0),
            (8.0, 10.3, 2.3),
            (12.5, 12.875, 0.375),
            (10.0, 8.0, -2.0),
            (10.3, 10.3, 0.0),
        ] {
            let us = 1e6 * cost(1e6 / without, 1e6 / with);
            assert!(
                (us - expected).abs() < 1e-6,
                "it was {us:.6} µs where a request of {without} µs took {with} µs, not {expected}"
            );
        }
    });
}

#[test]
fn the_pool_pays_as_soon_as_a_request_waits_longer_than_the_pool_costs() {
    BREAK_EVEN.claim("the break-even point must be what the pool adds to a request without work").holds(
        || {
            for (single, pooled, nanos) in
                [(8.0, 11.0, 3_000), (8.0, 10.4, 2_400), (12.5, 12.875, 375), (1_000.0, 2_500.5, 1_500_500)]
            {
                let (even, expected) = (break_even(1e6 / single, 1e6 / pooled), Duration::from_nanos(nanos));
                assert!(
                    even.abs_diff(expected) <= Duration::from_nanos(1),
                    "it was {even:?} where {single} µs became {pooled}, not {expected:?}"
                );
            }
            // A rate is noisy, and next to none makes a time that no Duration can hold. That less an eighth of a second will do.
            for pooled in [1e-20, f64::MIN_POSITIVE] {
                let even = break_even(8.0, pooled);
                assert!(
                    even >= Duration::MAX - Duration::from_secs(1),
                    "it was {even:?} where 8 requests/s became {pooled}, and should be Duration::MAX"
                );
            }
        },
    );
}

#[test]
fn a_pool_that_costs_nothing_pays_at_once() {
    BREAK_EVEN.claim("where the pool costs nothing the break-even point must be zero").holds(|| {
        for (single, pooled) in [(8.0, 7.0), (8.0, 8.0), (8.0, 7.9)] {
            let even = break_even(1e6 / single, 1e6 / pooled);
            assert!(even.is_zero(), "it was {even:?} where {single} µs became {pooled}");
        }
        // Without a pool, too, a rate may be next to none.
        for single in [1e-20, f64::MIN_POSITIVE] {
            for pooled in [8.0, single] {
                let even = break_even(single, pooled);
                assert!(even.is_zero(), "it was {even:?} where {single} requests/s became {pooled}");
            }
        }
    });
}
