//! Percentiles of several runs, and which of them may be shown.

use crate::month::percentile::{known, together};
use crate::{PERCENTILES, claim};
use capstone::observe::Summary;
use std::time::Duration;

/// `count` durations of `ms` milliseconds.
fn of(count: u64, ms: u64) -> Summary {
    let mut summary = Summary::default();
    (0..count).for_each(|_| summary.record(Duration::from_millis(ms)));
    summary
}

#[test]
fn percentiles_are_read_from_all_runs_together_and_never_averaged() {
    claim(PERCENTILES, "a percentile of several runs must be read from all of their requests").holds(|| {
        // 9900 quick requests, and 100 slow ones in a run of their own: the p99 of all of them is still quick. Three digits
        // count.
        for (quick, slow) in [(10, 1000), (123, 4567), (777, 8765)] {
            let all = together(&[of(9900, quick), of(100, slow)]);
            assert!(all.count() == 10_000, "of 10,000 requests, {} were there", all.count());
            for (quantile, expected) in [(0.5, quick), (0.98, quick), (0.995, slow)] {
                let found = 1e3 * all.quantile(quantile).as_secs_f64();
                assert!(
                    (found / expected as f64 - 1.0).abs() < 0.001,
                    "p{:.1} of 9900 requests of {quick} ms and 100 of {slow} ms was {found} ms",
                    100.0 * quantile
                );
            }
            assert!(all.max() == Duration::from_millis(slow), "the slowest of them took {:?}", all.max());
        }
        assert!(together(&[]).count() == 0, "no runs had requests");
    });
}

#[test]
fn a_percentile_needs_ten_samples_beyond_it() {
    claim(PERCENTILES, "a percentile must be shown only if ten requests lie beyond it").holds(|| {
        for (count, quantile, shown) in [
            (999, 0.99, false),
            (1000, 0.99, true),
            (9_999, 0.999, false),
            (10_000, 0.999, true),
            (39, 0.75, false),
            (40, 0.75, true),
            (199, 0.95, false),
            (200, 0.95, true),
            (99, 0.9, false),
            (100, 0.9, true),
            (19, 0.5, false),
            (20, 0.5, true),
            (0, 0.5, false),
            // Of 333.3 requests ten would lie beyond p97, and of 29.4 beyond p66.
            (333, 0.97, false),
            (334, 0.97, true),
            (29, 0.66, false),
            (30, 0.66, true),
            // Beyond a quantile that is no whole thousandth: 6, less than ten, and ten.
            (10_000, 0.9994, false),
            (99_999, 0.9999, false),
            (100_000, 0.9999, true),
        ] {
            let found = known(&of(count, 7), quantile);
            let name = (1e4 * quantile).round() / 100.0;
            assert!(found.is_some() == shown, "p{name} of {count} requests was {found:?}");
            let right = found.is_none_or(|time| time.as_millis() == 7);
            assert!(right, "p{name} of {count} requests of 7 ms was {found:?}");
        }
    });
}

#[test]
fn a_percentile_that_is_shown_is_that_of_its_quantile() {
    claim(PERCENTILES, "a percentile that is shown must be the one that was asked for").holds(|| {
        let mut all = Summary::default();
        (1..=1000).for_each(|ms| all.record(Duration::from_millis(ms)));
        for (quantile, ms) in [(0.25, 250.0), (0.5, 500.0), (0.9, 900.0), (0.99, 990.0)] {
            let found = known(&all, quantile).map(|time| 1e3 * time.as_secs_f64());
            let name = 100.0 * quantile;
            assert!(
                found.is_some_and(|found| (found / ms - 1.0).abs() < 0.002),
                "p{name} of 1, 2, 3 and so on to 1000 ms was {found:?} ms, not {ms}"
            );
        }
    });
}
