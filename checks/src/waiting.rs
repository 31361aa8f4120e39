//! What the waiting list shows of the running check.
//!
//! The list belongs to the whole process. A thread that an earlier, failed check left behind stays on it for ever, so
//! every check looks at what has come since it began.

use capstone::threads::{Place, Waiter, waiting};
use std::sync::{Mutex, PoisonError};

/// The ids of those who waited when the running check began.
static BEFORE: Mutex<Vec<u64>> = Mutex::new(Vec::new());

/// The threads of this check that wait now, each with what it waits for, sorted by name.
pub fn blocked() -> Vec<Waiter> {
    let before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    waiting().into_iter().filter(|waiter| !before.contains(&waiter.id)).collect()
}

/// How many threads whose name begins with `prefix` sleep on a condition now.
///
/// A condition's name is the learner's own choice, so a check asks who sleeps and not where.
pub fn asleep(prefix: &str) -> usize {
    let sleeps =
        |waiter: &Waiter| matches!(waiter.place, Place::Condition(_)) && waiter.thread.starts_with(prefix);
    blocked().iter().filter(|waiter| sleeps(waiter)).count()
}

/// Leaves all who wait now out from here on.
pub(crate) fn begin() {
    *BEFORE.lock().unwrap_or_else(PoisonError::into_inner) =
        waiting().iter().map(|waiter| waiter.id).collect();
}

/// One line for each thread that waits.
pub(crate) fn lines() -> Vec<String> {
    blocked().iter().map(ToString::to_string).collect()
}
