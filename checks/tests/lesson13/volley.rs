//! How long clients wait who come at once: the arithmetic.

use crate::ROUNDS;
use capstone::demo::Volley;
use std::time::Duration;

#[test]
fn clients_who_come_at_once_are_served_in_rounds() {
    ROUNDS.claim("client number i must wait i / c + 1 whole rounds").holds(|| {
        for (place, workers, service_us, us) in [
            (0, 4, 10_000.0, 10_000.0),
            (3, 4, 10_000.0, 10_000.0),
            (4, 4, 10_000.0, 20_000.0),
            (49, 4, 10_000.0, 130_000.0),
            (49, 50, 10_000.0, 10_000.0),
            (49, 1, 10_000.0, 500_000.0),
            (49, 0, 10_000.0, 500_000.0),
            (19, 8, 5_000.0, 15_000.0),
            (4, 4, 1_500.0, 3_000.0),
            (4, 4, 2.5, 5.0),
            (0, 4, 0.7, 0.7),
        ] {
            let [service, expected] = [service_us, us].map(|us| Duration::from_nanos((us * 1e3) as u64));
            let wait = Volley { clients: 50, service }.wait(place, workers);
            assert!(
                wait == expected,
                "with {workers} workers, {service:?} each, number {place} waits {wait:?} and not {expected:?}"
            );
        }
    });
}

#[test]
fn the_longest_wait_and_the_mean_are_those_of_all_clients() {
    ROUNDS.claim("the longest wait must be the last one's, and the mean that of all").holds(|| {
        for (clients, workers, service_us, longest_us, mean_ns) in [
            (50, 4, 10_000, 130_000, 67_600_000),
            (50, 0, 10_000, 500_000, 255_000_000),
            (4, 4, 10_000, 10_000, 10_000_000),
            (5, 4, 10_000, 20_000, 12_000_000),
            (0, 4, 10_000, 0, 0),
            (20, 8, 5_000, 15_000, 9_000_000),
            (5, 4, 1_500, 3_000, 1_800_000),
            (3, 2, 10_000, 20_000, 13_333_333),
            (7, 3, 1_700, 5_100, 2_914_286),
            (1, 0, 1_700, 1_700, 1_700_000),
            (3_001, 0, 1, 3_001, 1_501_000),
        ] {
            let [service, longest] = [service_us, longest_us].map(Duration::from_micros);
            let mean = Duration::from_nanos(mean_ns);
            let volley = Volley { clients, service };
            let found = [volley.longest(workers), volley.mean(workers)];
            for (what, found, expected) in [("longest wait", found[0], longest), ("mean", found[1], mean)] {
                // Formulas that are equal may round otherwise.
                assert!(
                    found.abs_diff(expected) <= Duration::from_nanos(2),
                    "of {clients} clients, with {workers} workers and {service:?} each, the {what} was {found:?} and not {expected:?}"
                );
            }
        }
    });
}
