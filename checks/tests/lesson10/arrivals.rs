//! When an open loop means to send.

use crate::{LOOPS, MS, SECOND};
use capstone::client::{Random, Schedule};
use checks::assert_panics;
use std::time::Duration;

#[test]
fn a_fixed_schedule_has_one_request_every_1_over_rate_seconds_and_does_not_drift() {
    LOOPS.claim("a fixed schedule must begin at 0, have one request every 1/rate s, and not drift").holds(|| {
        for (rate, duration, due) in [
            (4.0, SECOND, 4),
            (1000.0, 10 * SECOND, 10_000),
            (3.0, 10_000 * SECOND, 30_000),
            (33_333.0, 3 * SECOND, 99_999),
            // Neither the rate nor the duration, nor the product of the two, need be a whole number.
            (2.5, 10 * SECOND, 25),
            (0.25, 10 * SECOND, 3),
            (8.0, 1125 * MS, 9),
            (3.0, 1500 * MS, 5),
            (7.0, 100 * MS, 1),
            // In floating point the product of the two is a little more than the whole number.
            (100.0, 70 * MS, 7),
            (5.4, 45 * SECOND, 243),
        ] {
            let schedule = Schedule::fixed(rate, duration);
            let (times, count) = (schedule.times(), schedule.times().len());
            assert!(count == due, "{count} requests were due, not {due}, at {rate}/s for {duration:?}");
            assert!(times[0].is_zero(), "the first request was due after {:?}, at {rate}/s", times[0]);
            for number in [(count - 1).min(1), count / 2, count - 1] {
                let (from_first, expected) = ((times[number] - times[0]).as_secs_f64(), number as f64 / rate);
                assert!(
                    (from_first - expected).abs() < 1e-7,
                    "request {number} was due {from_first} s after request 0, not {expected} s, at {rate}/s"
                );
            }
            assert!(times[count - 1] < duration, "the last request was due after the end");
        }
        let none = Schedule::fixed(1000.0, Duration::ZERO).times().len();
        assert!(none == 0, "{none} requests were due in no time");
    });
}

#[test]
fn a_rate_that_is_not_above_0_is_a_mistake() {
    LOOPS.claim("a rate that is not above 0 must panic").holds(|| {
        let fixed = |rate| Schedule::fixed(rate, SECOND).times().len();
        let poisson = |rate| Schedule::poisson(rate, SECOND, &mut Random::new(1)).times().len();
        assert!(fixed(100.0) > 0 && poisson(100.0) > 0, "a rate of 100/s gave nothing");
        for rate in [0.0, -1.0, f64::NAN] {
            assert_panics(|| fixed(rate), &format!("`fixed` made a schedule for a rate of {rate}"));
            assert_panics(|| poisson(rate), &format!("`poisson` made a schedule for a rate of {rate}"));
        }
    });
}

#[test]
fn independent_arrivals_come_at_the_rate_on_average() {
    LOOPS.claim("independent arrivals must come at the rate on average, in order, before the end").holds(
        || {
            for (rate, duration) in
                [(1000.0, 10 * SECOND), (0.5, 20_000 * SECOND), (200_000.0, 50 * MS), (1250.0, 8 * SECOND)]
            {
                let schedule = Schedule::poisson(rate, duration, &mut Random::new(1));
                let (times, count) = (schedule.times(), schedule.times().len());
                // The count of a Poisson process has the square root of its mean as standard deviation: here 100.
                assert!(
                    (9_500..=10_500).contains(&count),
                    "{rate}/s for {duration:?} gave {count} and not about 10000"
                );
                assert!(times.is_sorted(), "the times were not in order");
                assert!(times[count - 1] < duration, "the last request was due after the end");
            }
            let none = Schedule::poisson(1000.0, Duration::ZERO, &mut Random::new(1)).times().len();
            assert!(none == 0, "{none} requests were due in no time");
        },
    );
}

#[test]
fn the_gaps_between_independent_arrivals_are_exponential() {
    LOOPS.claim("the gaps between independent arrivals must be exponentially distributed").holds(|| {
        let schedule = Schedule::poisson(1000.0, 300 * SECOND, &mut Random::new(1));
        let gaps: Vec<Duration> =
            schedule.times().windows(2).map(|pair| pair[1].saturating_sub(pair[0])).collect();
        assert_exponential("gaps", &gaps);
        // By chance, the longest of so many is below 9 ms once in 10^16 times.
        let longest = gaps.iter().max().unwrap();
        assert!(
            *longest > 9 * MS,
            "the longest of {} gaps was {longest:.1?}, with a mean of 1 ms",
            gaps.len()
        );
    });
}

#[test]
fn the_first_independent_arrival_has_a_gap_before_it_too() {
    LOOPS.claim("the first arrival must come after a gap like all others, and not at the start").holds(
        || {
            let first = |seed| Schedule::poisson(1000.0, 30 * MS, &mut Random::new(seed)).times()[0];
            assert_exponential("first arrivals", &(0..10_000).map(first).collect::<Vec<_>>());
        },
    );
}

/// Of exponential gaps with mean 1 ms, the share 1 - e^-x is below x ms.
#[track_caller]
fn assert_exponential(what: &str, gaps: &[Duration]) {
    let count = gaps.len() as f64;
    for us in [100, 1000, 3000, 6000_u64] {
        let below = gaps.iter().filter(|gap| **gap < Duration::from_micros(us)).count();
        let (share, expected) = (below as f64 / count, 1.0 - (-(us as f64) / 1000.0).exp());
        // Six times its standard deviation: chance moves a share by more once in 500 million times.
        let tolerance = 6.0 * (expected * (1.0 - expected) / count).sqrt();
        let [found, wanted] = [share, expected].map(|share| 100.0 * share);
        assert!(
            (share - expected).abs() < tolerance,
            "{found:.2} % of the {what} were below {us} µs instead of {wanted:.2} %, with a mean of 1 ms"
        );
    }
}

#[test]
fn how_many_independent_arrivals_there_are_is_chance() {
    let claim = LOOPS.claim("how many independent arrivals there are must be chance: many, few or none");
    claim.holds(|| {
        const SEEDS: u32 = 10_000;
        for rate in [0.4, 1.5, 20.0] {
            let count = |seed: u32| Schedule::poisson(rate, SECOND, &mut Random::new(seed.into())).times().len();
            let counts: Vec<f64> = (0..SEEDS).map(|seed| count(seed) as f64).collect();
            let mean_of = |value: &dyn Fn(f64) -> f64| {
                counts.iter().map(|count| value(*count)).sum::<f64>() / f64::from(SEEDS)
            };
            // In a Poisson process the variance of the number is its mean, and it is 0 with the probability e^-mean. Each
            // figure may be off by six times its own standard deviation.
            let tolerance = |variance: f64| 6.0 * (variance / f64::from(SEEDS)).sqrt();
            let (none, mean) = ((-rate).exp(), mean_of(&|count| count));
            for (what, found, due, tolerance) in [
                ("the mean", mean, rate, tolerance(rate)),
                ("the share of 0", mean_of(&|count| f64::from(count == 0.0)), none, tolerance(none * (1.0 - none))),
                ("the variance", mean_of(&|count| (count - mean).powi(2)), rate, tolerance(rate + 2.0 * rate * rate)),
            ] {
                assert!(
                    (found - due).abs() <= tolerance,
                    "of the numbers in {SEEDS} schedules of {rate}/s for 1 s, {what} was {found:.3}, not {due:.3}"
                );
            }
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
