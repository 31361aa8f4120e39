//! The stopwatch of a lock: how long it is held at a time.
//!
//! Counting is exact, timing is not: the clock is read under the lock, and that takes as long as many a hold, so others
//! would wait for the measurement. Only the holds that the [`lot`] draws are timed, and each of them counts for as many as
//! it stands for. A rare long hold may be missed; the waits it causes are not, for each is timed.

#![allow(clippy::disallowed_types, reason = "never runs under a schedule explorer: nobody watches there")]

use super::lot;
use super::watcher::{is_watched, tell};
use crate::sync::thread_local;
use std::cell::Cell;
use std::sync::LazyLock;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64};
use std::time::{Duration, Instant};

/// A stopwatch that hangs beside a lock. Whoever has the lock has the watch: nobody else touches it, and what one holder
/// leaves in it the lock itself hands on to the next. Hence `Relaxed`.
#[derive(Debug)]
pub(super) struct Stopwatch {
    lock: &'static str,
    /// Whether the current hold counts.
    running: AtomicBool,
    /// How many holds the current one stands for; 0 if it was not drawn, and only counts.
    times: AtomicU32,
    /// When the current hold began, in ns since `EPOCH`, if it was drawn.
    since: AtomicU64,
}

/// A hold that is over: its lock, and if it was drawn, how long it lasted and how many it stands for.
type Hold = (&'static str, Option<(Duration, u32)>);

thread_local! {
    /// The hold that this thread has ended and not recorded yet: there from the stop of the watch to just after the unlock.
    static ENDED: Cell<Option<Hold>> = const { Cell::new(None) };
}

static EPOCH: LazyLock<Instant> = LazyLock::new(Instant::now);

impl Stopwatch {
    /// The watch of the lock called `lock`.
    pub(super) fn new(lock: &'static str) -> Self {
        let (running, times, since) = (AtomicBool::new(false), AtomicU32::new(0), AtomicU64::new(0));
        Self { lock, running, times, since }
    }

    /// Starts, if somebody watches. The caller has just got the lock.
    #[inline]
    pub(super) fn start(&self) {
        if is_watched() {
            self.begin_hold();
        }
    }

    /// Stops, if it runs. The caller still has the lock.
    #[inline]
    pub(super) fn stop(&self) {
        if self.running.load(Relaxed) {
            self.end_hold();
        }
    }

    /// Like `end_hold`, `#[cold]`: it stays out of the way of locks that are not measured.
    #[cold]
    fn begin_hold(&self) {
        leave(None); // nobody may have watched any more between a stop and its record
        self.running.store(true, Relaxed);
        let times = lot::draw();
        self.times.store(times, Relaxed);
        if times > 0 {
            self.since.store(now(), Relaxed);
        }
    }

    #[cold]
    fn end_hold(&self) {
        self.running.store(false, Relaxed);
        let times = self.times.load(Relaxed);
        let timed = (times > 0).then(|| (Duration::from_nanos(now() - self.since.load(Relaxed)), times));
        leave(Some((self.lock, timed)));
    }
}

/// Tells of the hold that this thread has just ended. The caller has let go of the lock.
#[inline]
pub(super) fn record_hold() {
    if is_watched() {
        record_ended();
    }
}

#[cold]
fn record_ended() {
    if let Some((lock, timed)) = ENDED.with(Cell::take) {
        tell(|watcher| watcher.hold_ended(lock, timed));
    }
}

/// Leaves a hold in `ENDED`, or nothing.
fn leave(hold: Option<Hold>) {
    ENDED.with(|ended| ended.set(hold));
}

fn now() -> u64 {
    EPOCH.elapsed().as_nanos() as u64
}
