//! Helpers for the sections: bounds, arguments, and how long a load lasts.

use crate::demo::expectation::Bound;
use crate::demo::figure::Figure;
use std::time::Duration;

/// How thorough a demo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// For people: long enough to watch, under two minutes.
    Full,
    /// For checks: the same sections with shorter loads, about ten seconds.
    Fast,
}

/// A prediction of time. Sleeps never end early, but a busy machine ends them late.
pub(super) fn predicted_time(time: Duration) -> Bound {
    Bound::Near { predicted: Figure::time(time), low: 0.98, high: 2.5 }
}

pub(super) fn count(count: u64) -> Bound {
    Bound::Exactly(Figure::count(count))
}

pub(super) fn at_least(count: u64) -> Bound {
    Bound::AtLeast(Figure::count(count))
}

/// Arguments, split at the blanks.
pub(super) fn args(line: &str) -> Vec<String> {
    line.split_whitespace().map(str::to_owned).collect()
}
