//! How long a thread waits awake before it sleeps.
//!
//! To sleep and to be woken takes some microseconds, and a lock is held for less than one. So whoever finds it taken
//! looks again a few times first. Each look takes the lock's memory away from the core that is at work on it, so there
//! is a pause before each: left alone for that long, the other core does several calls in a row. On two cores that all
//! but doubles what both get done. More looks would be a waste of the CPU, which the holder may be waiting for.

use std::hint;

/// A schedule explorer would only have more to explore.
const LOOKS: usize = if cfg!(feature = "shuttle") { 0 } else { 3 };

/// Before each look; together they take about a microsecond.
const PAUSES: usize = 50;

/// Pauses and tries, a few times, until a try succeeds.
pub(super) fn look_again<T>(mut attempt: impl FnMut() -> Option<T>) -> Option<T> {
    (0..LOOKS).find_map(|_| {
        (0..PAUSES).for_each(|_| hint::spin_loop());
        attempt()
    })
}
