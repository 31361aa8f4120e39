//! The test of the instrument.

use crate::{LITTLE, MS};
use capstone::client::Little;
use std::time::Duration;

#[test]
fn the_error_of_littles_law_is_the_difference_in_parts_of_what_is_in_flight() {
    LITTLE.claim("the error must be |L - X W| / L").holds(|| {
        let (awkward, short) = (Duration::from_nanos(12_345_678), Duration::from_micros(70));
        for (in_flight, rate, stay, expected) in [
            (10.0, 1000.0, 10 * MS, 0.0),
            (10.0, 900.0, 10 * MS, 0.1),
            (10.0, 1100.0, 10 * MS, 0.1),
            (4.0, 300.0, 10 * MS, 0.25),
            (2.5, 200.0, awkward, 0.012_345_76),
            (0.7, 5_000.0, short, 0.5),
            (0.7, 30_000.0, short, 2.0),
            (5.0, 0.0, 10 * MS, 1.0), // a server that has stalled
            (0.3, 200.0, Duration::ZERO, 1.0),
        ] {
            let error = Little { in_flight, rate, stay }.error();
            assert!(
                (error - expected).abs() < 1e-9,
                "it was {error} instead of {expected} for L = {in_flight}, X = {rate}/s and W = {stay:?}"
            );
        }
    });
}

#[test]
fn nothing_that_came_from_nothing_is_no_error() {
    LITTLE.claim("where nothing was in flight and X W is 0, too, the error must be 0").holds(|| {
        for (rate, stay) in [(0.0, 10 * MS), (0.0, Duration::ZERO), (1000.0, Duration::ZERO)] {
            let error = Little { in_flight: 0.0, rate, stay }.error();
            assert!(error == 0.0, "it was {error} for L = 0, X = {rate}/s and W = {stay:?}");
        }
    });
}

#[test]
fn something_that_came_from_nothing_is_an_infinite_error() {
    LITTLE.claim("where nothing was in flight and yet X W is not 0, the error must be infinite").holds(
        || {
            for (rate, stay) in [(1.0, 10 * MS), (0.001, MS)] {
                let error = Little { in_flight: 0.0, rate, stay }.error();
                assert!(error == f64::INFINITY, "it was {error} for L = 0, X = {rate}/s and W = {stay:?}");
            }
        },
    );
}
