//! What one thread has done with locks and conditions since the meter was started.
//!
//! Waiting is of two kinds, and they are never added up. A thread that waits for a lock has work and cannot do it:
//! contention. One that sleeps on a condition, or joins another thread, has none yet: idleness.

use super::usage::Usage;
use crate::observe::Summary;
use crate::threads::Place;
use std::time::{Duration, Instant};

/// One thread's account. Only that thread adds to it.
#[derive(Debug, Clone)]
pub struct Account {
    since: Instant,
    /// By lock, in the order in which the thread came to know them: too few for a map to be quicker.
    pub(super) locks: Vec<(&'static str, Usage)>,
    /// By condition, how long the thread slept.
    pub(super) sleeps: Vec<(&'static str, Summary)>,
    /// Where the thread waits now, and since when.
    waiting: Option<(Place, Instant)>,
}

/// The row under which all joins are counted.
const JOIN: &str = "end of a thread";

impl Account {
    /// An empty account of a thread whose life, as far as the meter is concerned, begins now.
    pub fn new(now: Instant) -> Self {
        Self { since: now, locks: Vec::new(), sleeps: Vec::new(), waiting: None }
    }

    /// Forgets all, but not that the thread waits.
    pub(super) fn restart(&mut self, now: Instant) {
        let waiting = self.waiting.take().map(|(place, _)| (place, now));
        *self = Self { waiting, ..Self::new(now) };
    }

    /// Counts one hold of a lock; see [`Usage::count_hold`].
    pub fn count_hold(&mut self, lock: &'static str, hold: Option<(Duration, u32)>) {
        row(&mut self.locks, lock, Usage::default).count_hold(hold);
    }

    /// The thread is about to wait.
    pub fn begin_wait(&mut self, place: Place, now: Instant) {
        self.waiting = Some((place, now));
    }

    /// The wait is over: it counts as contention or as idleness, depending on where it was.
    pub fn end_wait(&mut self, now: Instant) {
        let Some((place, since)) = self.waiting.take() else { return };
        let waited = now.saturating_duration_since(since);
        match place {
            Place::Lock(name) => row(&mut self.locks, name, Usage::default).count_wait(waited),
            Place::Condition(name) => row(&mut self.sleeps, name, Summary::rough).record(waited),
            Place::Join(_) => row(&mut self.sleeps, JOIN, Summary::rough).record(waited),
        }
    }

    /// How long the account has been open.
    pub fn life(&self, now: Instant) -> Duration {
        now.saturating_duration_since(self.since)
    }

    /// How long the thread has waited for locks.
    pub fn waited(&self) -> Duration {
        self.locks.iter().map(|(_, usage)| usage.wait.sum()).sum()
    }

    /// How long the thread has had nothing to do.
    pub fn idle(&self) -> Duration {
        self.sleeps.iter().map(|(_, sleep)| sleep.sum()).sum()
    }

    /// Whether the thread has had nothing to do with locks or conditions.
    pub(super) fn is_empty(&self) -> bool {
        self.locks.is_empty() && self.sleeps.is_empty()
    }
}

/// The row of this name, made if it is not there. Two equal names may have two addresses, so the text is compared; the
/// comparison begins with the lengths, and is over soon.
fn row<'a, R>(rows: &'a mut Vec<(&'static str, R)>, name: &'static str, empty: fn() -> R) -> &'a mut R {
    let found = rows.iter().position(|(known, _)| *known == name);
    let index = found.unwrap_or_else(|| {
        rows.push((name, empty()));
        rows.len() - 1
    });
    &mut rows[index].1
}
