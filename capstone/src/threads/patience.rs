//! How long a thread waits awake before it sleeps.
//!
//! To sleep and to be woken takes some microseconds, and a lock is held for less than one. So whoever finds it taken
//! looks again a few times first. Each look takes the lock's memory away from the core that is at work on it, so there
//! is a pause before each: left alone for that long, the other core does many calls in a row. On two cores, both together
//! get about twice as much done. More looks would be a waste of the CPU, which the holder may be waiting for.
//! (The standard mutex adds some of its own before it sleeps, which only read.)

use std::hint;

/// A schedule explorer would only have more to explore.
const LOOKS: usize = if cfg!(feature = "shuttle") { 0 } else { 3 };

/// How many pauses there are before each look: about a microsecond's worth on the machine of the lessons.
const PAUSES: usize = 50;

/// Pauses and tries, a few times, until a try succeeds.
pub(super) fn look_again<T>(mut attempt: impl FnMut() -> Option<T>) -> Option<T> {
    (0..LOOKS).find_map(|_| {
        (0..PAUSES).for_each(|_| hint::spin_loop());
        attempt()
    })
}
