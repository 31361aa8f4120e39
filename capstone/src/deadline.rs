//! A deadline from a duration that a caller chose.
//!
//! `Instant + Duration` panics when the system cannot count so far, and a caller who wants no limit passes
//! [`Duration::MAX`]. So a duration that comes from outside a file is added with [`after`].

use std::time::{Duration, Instant};

/// Nothing that runs today will still run then, and every system can count so far.
const CENTURY: Duration = Duration::from_secs(100 * 365 * 86_400);

/// The point in time `duration` after `start`, or a century after it if that is sooner: `Duration::MAX` means never.
///
/// ```
/// use capstone::deadline;
/// use std::time::{Duration, Instant};
///
/// let now = Instant::now();
/// assert_eq!(deadline::after(now, Duration::from_secs(5)), now + Duration::from_secs(5));
/// let never = deadline::after(now, Duration::MAX);
/// assert!(never > now + Duration::from_secs(3_000_000_000));
/// ```
///
/// # Panics
///
/// If `start` is itself some centuries away.
pub fn after(start: Instant, duration: Duration) -> Instant {
    start + duration.min(CENTURY)
}

/// The earlier of two times, where None is never.
pub(crate) fn earlier(one: Option<Instant>, other: Option<Instant>) -> Option<Instant> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
