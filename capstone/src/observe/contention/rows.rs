//! The rows of the table: a lock's, a thread's, a condition's.

use super::usage::Usage;
use crate::observe::Summary;
use std::time::Duration;

/// How the locks of one name were used, by all threads together.
#[derive(Debug, Clone)]
pub struct LockUse {
    /// The name that the lock was made with. Locks of one name count as one.
    pub name: &'static str,
    /// What was counted.
    pub usage: Usage,
    /// How many threads used it.
    pub threads: usize,
    /// How long those threads neither slept nor waited for a lock: their work, under the lock and outside.
    pub busy: Duration,
}

impl LockUse {
    /// How many times as fast as one thread its users can be at best; see [`Cause`](super::Cause). `None` if no hold of
    /// it has ended yet.
    pub fn limit(&self) -> Option<f64> {
        let held = self.usage.held();
        (!held.is_zero()).then(|| (self.busy.as_secs_f64() / held.as_secs_f64()).max(1.0))
    }
}

/// How the threads of one name spent their lives, as far as the meter saw them.
#[derive(Debug, Clone)]
pub struct ThreadUse {
    /// The threads' name, `unnamed` if they have none.
    pub name: String,
    /// What was counted of them, over all locks.
    pub usage: Usage,
    /// From a thread's first lock to its end, or to now.
    pub life: Duration,
    /// How long they had nothing to do: they slept on a condition, or waited for another thread to end.
    pub idle: Duration,
}

impl ThreadUse {
    /// How long they had something to do, whether or not they could do it.
    pub fn active(&self) -> Duration {
        self.life.saturating_sub(self.idle)
    }

    /// How much of the time in which they had something to do they waited for a lock, from 0 to 1.
    ///
    /// Idleness does not count as time: a thread that sleeps all day and fights for a lock whenever it wakes would
    /// otherwise look healthy.
    pub fn wait_share(&self) -> f64 {
        share(self.usage.wait.sum(), self.active())
    }
}

/// How long threads slept on the conditions of one name. It is no contention: they had nothing to do.
#[derive(Debug, Clone)]
pub struct ConditionUse {
    /// The name that the condition was made with; `end of a thread` for joins.
    pub name: &'static str,
    /// The sleeps. Getting the lock back after the notification is part of them.
    pub sleep: Summary,
}

/// `part` of `whole`, and of nothing, nothing.
pub(super) fn share(part: Duration, whole: Duration) -> f64 {
    if whole.is_zero() { 0.0 } else { part.as_secs_f64() / whole.as_secs_f64() }
}
