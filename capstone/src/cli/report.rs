//! Durations and distributions, for people and for programs.

use super::json::Object;
use capstone::observe::Summary;
use std::time::Duration;

/// The quantiles that a report shows.
const QUANTILES: [(&str, f64); 4] = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p999", 0.999)];

/// A duration with three digits or so and the unit that suits it.
pub(super) fn human(duration: Duration) -> String {
    let us = micros(duration);
    match us {
        ..1e3 => format!("{us:.0} µs"),
        ..1e4 => format!("{:.2} ms", us / 1e3),
        ..1e6 => format!("{:.0} ms", us / 1e3),
        _ => format!("{:.2} s", us / 1e6),
    }
}

/// The line for requests that found their connection closed.
pub(super) fn resent(count: u64) -> String {
    format!(
        "{:<12}{count:>10}  sent once more: their connection had ended before a byte of the reply",
        "resent"
    )
}

/// The heading of a table whose rows are [`row`]s.
pub(super) fn heading() -> String {
    format!("{:<12}{:>10}{:>10}{:>10}{:>10}{:>10}", "", "p50", "p90", "p99", "p99.9", "max")
}

/// A distribution in one line; dashes if it is empty.
pub(super) fn row(name: &str, summary: &Summary) -> String {
    let mut line = format!("{name:<12}");
    let quantiles = QUANTILES.iter().map(|(_, quantile)| summary.quantile(*quantile));
    for duration in quantiles.chain([summary.max()]) {
        let cell = if summary.count() == 0 { "-".to_owned() } else { human(duration) };
        line.push_str(&format!("{cell:>10}"));
    }
    line
}

/// A distribution in microseconds; null throughout if it is empty.
pub(super) fn json(summary: &Summary) -> Object {
    let us = |duration| if summary.count() == 0 { f64::NAN } else { micros(duration) };
    QUANTILES
        .iter()
        .fold(Object::default(), |object, (name, q)| object.number(name, us(summary.quantile(*q)), 1))
        .number("max", us(summary.max()), 1)
        .number("mean", us(summary.mean()), 1)
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_has_the_unit_that_suits_it() {
        let shown = [7, 999, 1_234, 56_789, 1_234_567].map(|us| human(Duration::from_micros(us)));
        assert_eq!(shown, ["7 µs", "999 µs", "1.23 ms", "57 ms", "1.23 s"]);
    }

    #[test]
    fn an_empty_distribution_claims_nothing() {
        let empty = Summary::default();
        assert_eq!(row("latency", &empty).split_whitespace().filter(|cell| *cell == "-").count(), 5);
        assert_eq!(json(&empty).finish().matches("null").count(), 6);
    }
}
