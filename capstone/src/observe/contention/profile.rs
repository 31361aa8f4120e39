//! What one thread has done with locks and conditions since the meter was started.
//!
//! Waiting is of two kinds, and they are never added up. A thread that waits for a lock has work and cannot do it:
//! contention. One that sleeps on a condition, or joins another thread, has none yet: idleness.

use crate::observe::Summary;
use crate::threads::Place;
use std::time::{Duration, Instant};

/// How often locks were taken, how long threads waited for them, and how long they held them.
///
/// Acquisitions and waits are complete. Holds are a sample, in which each one counts for as many as it stands for.
#[derive(Debug, Clone)]
pub struct LockStats {
    /// How often a lock was taken. Getting it back after a sleep on a condition is one more time.
    pub acquisitions: u64,
    /// The waits of threads that found a lock taken: so its count is how often that happened.
    pub wait: Summary,
    /// How long a lock was held at a time.
    pub hold: Summary,
}

impl Default for LockStats {
    fn default() -> Self {
        Self { acquisitions: 0, wait: Summary::rough(), hold: Summary::rough() }
    }
}

impl LockStats {
    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &Self) {
        self.acquisitions += other.acquisitions;
        self.wait.add(&other.wait);
        self.hold.add(&other.hold);
    }

    /// The share of the attempts, from 0 to 1, that found the lock taken; 0 if no thread tried.
    pub fn contended_share(&self) -> f64 {
        // A thread that waits now is among the waits and not yet among the acquisitions.
        let wanted = self.acquisitions.max(self.wait.count());
        if wanted == 0 { 0.0 } else { self.wait.count() as f64 / wanted as f64 }
    }

    /// How long locks were held altogether: the mean of the timed holds, for every acquisition.
    pub fn held(&self) -> Duration {
        match self.hold.count() {
            0 => Duration::ZERO,
            timed => {
                let seconds = self.hold.sum().as_secs_f64() * (self.acquisitions as f64 / timed as f64);
                Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
            }
        }
    }
}

/// One thread's locks, waits and sleeps. Only that thread adds to it.
#[derive(Debug, Clone)]
pub struct Profile {
    since: Instant,
    /// By lock, in the order in which the thread came to know them: too few for a map to be quicker.
    pub(super) locks: Vec<(&'static str, LockStats)>,
    /// By condition, how long the thread slept.
    pub(super) sleeps: Vec<(&'static str, Summary)>,
    /// Where the thread waits now, and since when.
    waiting: Option<(Place, Instant)>,
}

/// The row under which all joins are counted.
const JOIN: &str = "end of a thread";

impl Profile {
    /// That of a thread whose life, as far as the meter is concerned, begins now.
    pub fn new(now: Instant) -> Self {
        Self { since: now, locks: Vec::new(), sleeps: Vec::new(), waiting: None }
    }

    /// Forgets all, but not that the thread waits.
    pub(super) fn restart(&mut self, now: Instant) {
        let waiting = self.waiting.take().map(|(place, _)| (place, now));
        *self = Self { waiting, ..Self::new(now) };
    }

    /// Counts so many acquisitions of a lock.
    pub fn count(&mut self, lock: &'static str, acquisitions: u64) {
        row(&mut self.locks, lock, LockStats::default).acquisitions += acquisitions;
    }

    /// Records a hold of a lock that was timed, and stands for so many.
    pub fn record_hold(&mut self, lock: &'static str, held: Duration, times: u32) {
        row(&mut self.locks, lock, LockStats::default).hold.record_times(held, times);
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
            Place::Lock(name) => row(&mut self.locks, name, LockStats::default).wait.record(waited),
            Place::Condition(name) => row(&mut self.sleeps, name, Summary::rough).record(waited),
            Place::Join(_) => row(&mut self.sleeps, JOIN, Summary::rough).record(waited),
            Place::Poll => row(&mut self.sleeps, "poll", Summary::rough).record(waited),
        }
    }

    /// How long it has been kept.
    pub fn life(&self, now: Instant) -> Duration {
        now.saturating_duration_since(self.since)
    }

    /// How long the thread has waited for locks.
    pub fn waited(&self) -> Duration {
        sum(self.locks.iter().map(|(_, stats)| stats.wait.sum()))
    }

    /// How long the thread has had nothing to do.
    pub fn idle(&self) -> Duration {
        sum(self.sleeps.iter().map(|(_, sleep)| sleep.sum()))
    }

    /// Whether the thread has had nothing to do with locks or conditions.
    pub(super) fn is_empty(&self) -> bool {
        self.locks.is_empty() && self.sleeps.is_empty()
    }
}

/// All of them together; `Duration::MAX` if they are more than that.
pub(super) fn sum(durations: impl Iterator<Item = Duration>) -> Duration {
    durations.fold(Duration::ZERO, Duration::saturating_add)
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
