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
use std::sync::atomic::{AtomicU32, AtomicU64};
use std::time::{Duration, Instant};

/// A stopwatch that hangs beside a lock. Whoever has the lock has the watch: nobody else touches it, and what one holder
/// leaves in it the lock itself hands on to the next. Hence `Relaxed`.
#[derive(Debug)]
pub(super) struct Stopwatch {
    lock: &'static str,
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
        Self { lock, times: AtomicU32::new(0), since: AtomicU64::new(0) }
    }

    /// Starts, if somebody watches, and then returns itself, to be stopped. The caller has just got the lock.
    #[inline]
    pub(super) fn start(&self) -> Option<&Self> {
        is_watched().then(|| {
            self.begin_hold();
            self
        })
    }

    /// Like `end_hold`, `#[cold]`: it stays out of the way of locks that are not measured.
    #[cold]
    fn begin_hold(&self) {
        let times = lot::draw();
        self.times.store(times, Relaxed);
        if times > 0 {
            self.since.store(now(), Relaxed);
        }
    }

    /// Stops. The caller still has the lock.
    #[cold]
    pub(super) fn end_hold(&self) {
        let times = self.times.load(Relaxed);
        let timed = (times > 0).then(|| (Duration::from_nanos(now() - self.since.load(Relaxed)), times));
        leave((self.lock, timed));
    }
}

/// Tells of the hold that this thread has just ended. The caller has let go of the lock.
#[cold]
pub(super) fn record_hold() {
    // Nobody may watch any more: then nobody wants to know.
    if let Some((lock, timed)) = ENDED.with(Cell::take).filter(|_| is_watched()) {
        tell(|watcher| watcher.hold_ended(lock, timed));
    }
}

/// Leaves a hold to be recorded after the unlock.
fn leave(hold: Hold) {
    ENDED.with(|ended| ended.set(Some(hold)));
}

fn now() -> u64 {
    EPOCH.elapsed().as_nanos() as u64
}
