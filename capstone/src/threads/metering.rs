//! The meter of a lock: how often threads take it, how long they wait for it, and how long they hold it (lesson 8).
//!
//! Without an observer, a lock only reads one flag. With one, every acquisition is counted, every wait is timed, and so
//! is a sample of the holds: a look at the clock takes as long as many a hold, and other threads would wait for it. The
//! sample may miss a rare long hold, but not the waits that it causes. The observer interprets what is reported here.

#![allow(clippy::disallowed_types, reason = "the switch decides what is measured, never what happens")]

mod sampler;

use super::holder::{Holder, Holding};
use super::place::Place;
use crate::sync::{MutexGuard, thread_local};
use std::cell::Cell;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize};
use std::sync::{Arc, LazyLock, OnceLock};
use std::time::{Duration, Instant};

/// Each thread reports its locks and waits to the observer, which must not lock a [`Lock`](super::Lock).
pub(crate) trait Observer: Sync {
    /// A new counter for the calling thread's acquisitions of `lock`. The thread alone adds to it.
    fn new_counter(&self, lock: &'static str) -> Arc<AtomicU64>;

    /// The calling thread has held `lock` for that long, and this hold stands for `times` holds. It has unlocked
    /// already.
    fn hold_ended(&self, lock: &'static str, held: Duration, times: u32);

    /// The calling thread is about to wait at `place`.
    fn wait_begins(&self, place: Place, now: Instant);

    /// The calling thread's wait is over. If it waited for a lock, it has it.
    fn wait_ends(&self, now: Instant);
}

/// The observer of this process. It stays when no observation is left.
static OBSERVER: OnceLock<&'static dyn Observer> = OnceLock::new();

/// How many [`Observation`]s there are. Each lock reads it, each time.
static OBSERVATIONS: AtomicUsize = AtomicUsize::new(0);

/// As long as one exists, threads report to the observer.
#[derive(Debug)]
pub(crate) struct Observation(());

impl Observation {
    /// From now on threads report to `observer`, or to the one that was set before.
    pub(crate) fn start(observer: &'static dyn Observer) -> Self {
        OBSERVER.get_or_init(|| observer);
        OBSERVATIONS.fetch_add(1, Relaxed);
        Self(())
    }
}

impl Drop for Observation {
    fn drop(&mut self) {
        OBSERVATIONS.fetch_sub(1, Relaxed);
    }
}

/// Whether an observation exists. With a schedule explorer none does, because time means nothing there.
#[inline]
pub(crate) fn is_observed() -> bool {
    // Relaxed: a thread that reads the switch a moment late only reports a lock less, or more.
    !cfg!(feature = "shuttle") && OBSERVATIONS.load(Relaxed) > 0
}

fn tell(event: impl FnOnce(&dyn Observer)) {
    if let Some(observer) = OBSERVER.get() {
        event(*observer);
    }
}

/// A wait for a lock or on a condition, until it is dropped. Each wait is timed, and only a thread that has to wait
/// pays for that. (The end of a wait for a lock is reported under that lock: there is no earlier moment.)
#[derive(Debug)]
pub(crate) struct Wait(());

impl Wait {
    /// Begins a wait at `place`, if an observation exists.
    #[inline]
    pub(crate) fn begin(place: &Place) -> Option<Self> {
        is_observed().then(|| {
            tell(|observer| observer.wait_begins(place.clone(), Instant::now()));
            Self(())
        })
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        let now = Instant::now(); // first: what follows is not part of the wait
        tell(|observer| observer.wait_ends(now));
    }
}

/// The stopwatch beside a mutex. Only the holder of the mutex uses it, so the mutex orders the accesses of one holder
/// and the next. Hence `Relaxed`.
#[derive(Debug)]
pub(super) struct Stopwatch {
    lock: &'static str,
    /// How many holds the present one stands for, if it is timed.
    times: AtomicU32,
    /// When it began, in ns since `EPOCH`.
    since: AtomicU64,
}

/// A timed hold that is over.
#[derive(Debug, Clone, Copy)]
struct Hold {
    lock: &'static str,
    held: Duration,
    times: u32,
}

thread_local! {
    /// The timed hold that this thread has ended and not reported yet: stored from the stop of the watch to the unlock.
    static ENDED: Cell<Option<Hold>> = const { Cell::new(None) };
}

static EPOCH: LazyLock<Instant> = LazyLock::new(Instant::now);

impl Stopwatch {
    pub(super) fn new(lock: &'static str) -> Self {
        Self { lock, times: AtomicU32::new(0), since: AtomicU64::new(0) }
    }

    /// Counts an acquisition. If this hold is to be timed, starts the watch and returns it, to be stopped. The caller
    /// has just got the lock. `#[cold]`: it stays out of the path of locks without an observer.
    #[cold]
    fn begin_hold(&self) -> Option<&Self> {
        let times = count(self.lock);
        (times > 0).then(|| {
            self.times.store(times, Relaxed);
            self.since.store(now(), Relaxed);
            self
        })
    }

    /// Stops. The caller still has the lock.
    #[cold]
    fn end_hold(&self) {
        let held = Duration::from_nanos(now() - self.since.load(Relaxed));
        leave(Hold { lock: self.lock, held, times: self.times.load(Relaxed) });
    }
}

/// Counts an acquisition of `lock`. Returns how many holds the one that begins now stands for; 0 if it is not to be timed.
#[inline]
fn count(lock: &'static str) -> u32 {
    sampler::count(lock, |lock| OBSERVER.get().map(|observer| observer.new_counter(lock)))
}

/// Stores a hold, to be reported after the unlock.
fn leave(hold: Hold) {
    ENDED.with(|ended| ended.set(Some(hold)));
}

/// Reports the hold that this thread has just ended.
#[cold]
fn tell_of_hold() {
    // The last observation may have ended: then the hold is not reported.
    if let Some(Hold { lock, held, times }) = ENDED.with(Cell::take).filter(|_| is_observed()) {
        tell(|observer| observer.hold_ended(lock, held, times));
    }
}

fn now() -> u64 {
    EPOCH.elapsed().as_nanos() as u64
}

/// The standard library's guard, with what has to happen before and after the unlock if the hold is timed.
///
/// Fields are dropped in this order. If the watch stopped after the unlock, it would also measure what the system does
/// in between: it wakes the next thread, and perhaps gives it our core. If the hold were reported before the unlock,
/// other threads would wait for the report.
///
/// (Why not one `Drop` for all three? It could unlock in between only if the guard were in an `Option`, and then every
/// access would have to look whether it is there, observed or not.)
#[derive(Debug)]
pub(super) struct TimedGuard<'a, T> {
    /// 1. Stops the watch.
    stop: Stop<'a>,
    /// Names the holder of the lock until here.
    holding: Holding,
    /// 2. Unlocks.
    guard: MutexGuard<'a, T>,
    /// 3. Reports the time.
    tell: Tell,
}

#[derive(Debug)]
struct Stop<'a>(Option<&'a Stopwatch>);

/// Whether there is a hold to report. To look for one in the thread's memory would cost each unlock more.
#[derive(Debug)]
struct Tell(bool);

impl<'a, T> TimedGuard<'a, T> {
    /// The guard of the mutex beside `watch` and `holder`, which has just been locked.
    #[inline]
    pub(super) fn new(watch: &'a Stopwatch, holder: &Holder, guard: MutexGuard<'a, T>) -> Self {
        let running = if is_observed() { watch.begin_hold() } else { None };
        Self { stop: Stop(running), holding: holder.hold(), guard, tell: Tell(running.is_some()) }
    }

    /// Takes the standard guard out for a condition variable, which is about to unlock: here the hold ends.
    #[inline]
    pub(super) fn release(self) -> MutexGuard<'a, T> {
        let Self { stop, holding, guard, tell } = self;
        drop((stop, holding));
        drop(tell); // too soon, but there is no moment between the unlock and the sleep
        guard
    }
}

impl Drop for Stop<'_> {
    #[inline]
    fn drop(&mut self) {
        if let Some(watch) = self.0 {
            watch.end_hold();
        }
    }
}

impl Drop for Tell {
    #[inline]
    fn drop(&mut self) {
        if self.0 {
            tell_of_hold();
        }
    }
}

impl<T> Deref for TimedGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.guard
    }
}

impl<T> DerefMut for TimedGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.guard
    }
}
