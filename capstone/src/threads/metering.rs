//! The meter of a lock: how often it is taken, how long it is waited for, and how long it is held (lesson 8).
//!
//! As long as nobody observes, a lock looks at one flag. Then every acquisition is counted, every wait is timed, and of
//! the holds a sample is: the clock is read under the lock, and that takes as long as many a hold, so others would wait
//! for the measurement. A rare long hold may be missed; the waits that it causes are not. Here is when a clock is read and
//! who is told. What the figures mean is the observer's business.

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

/// Is told by each thread what happens to it. It must not lock a [`Lock`](super::Lock).
pub(crate) trait Observer: Sync {
    /// A new counter for the calling thread's acquisitions of `lock`. The thread alone adds to it.
    fn new_counter(&self, lock: &'static str) -> Arc<AtomicU64>;

    /// The calling thread has held `lock` for that long, and it stands for `times` holds. It has let go of the lock.
    fn hold_ended(&self, lock: &'static str, held: Duration, times: u32);

    /// The calling thread is about to wait at `place`.
    fn wait_begins(&self, place: Place, now: Instant);

    /// The calling thread's wait is over. If it waited for a lock, it has it.
    fn wait_ends(&self, now: Instant);
}

/// The one of this process. It stays when nobody observes any more.
static OBSERVER: OnceLock<&'static dyn Observer> = OnceLock::new();

/// How many [`Observation`]s there are. Locks look at it, each time.
static OBSERVATIONS: AtomicUsize = AtomicUsize::new(0);

/// As long as one is there, the observer is told.
#[derive(Debug)]
pub(crate) struct Observation(());

impl Observation {
    /// From now on `observer` is told, or the one that was named before.
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

/// Whether somebody wants to know. With a schedule explorer nobody does: time means nothing there.
#[inline]
pub(crate) fn is_observed() -> bool {
    // Relaxed: a thread that learns of the switch a moment late only tells of a lock less, or more.
    !cfg!(feature = "shuttle") && OBSERVATIONS.load(Relaxed) > 0
}

fn tell(event: impl FnOnce(&dyn Observer)) {
    if let Some(observer) = OBSERVER.get() {
        event(*observer);
    }
}

/// A wait under way, for a lock or on a condition; dropping it ends it. Each one is timed, and only a thread that has to
/// wait pays for that. (The end is told under the lock that was waited for: there is no moment before.)
#[derive(Debug)]
pub(crate) struct Wait(());

impl Wait {
    /// Begins a wait at `place`, if somebody observes.
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

/// The stopwatch that lies beside a mutex. Whoever has the mutex has the watch: nobody else touches it, and what one holder
/// leaves in it the mutex itself hands on to the next. Hence `Relaxed`.
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
    /// The timed hold that this thread has ended and not told of yet: there from the stop of the watch to the unlock.
    static ENDED: Cell<Option<Hold>> = const { Cell::new(None) };
}

static EPOCH: LazyLock<Instant> = LazyLock::new(Instant::now);

impl Stopwatch {
    pub(super) fn new(lock: &'static str) -> Self {
        Self { lock, times: AtomicU32::new(0), since: AtomicU64::new(0) }
    }

    /// Counts an acquisition, and starts if this hold is to be timed: then it returns itself, to be stopped. The caller has
    /// just got the lock. `#[cold]`: it stays out of the way of locks that nobody observes.
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

/// Leaves a hold to be told of after the unlock.
fn leave(hold: Hold) {
    ENDED.with(|ended| ended.set(Some(hold)));
}

/// Tells of the hold that this thread has just ended.
#[cold]
fn tell_of_hold() {
    // Nobody may observe any more: then nobody wants to know.
    if let Some(Hold { lock, held, times }) = ENDED.with(Cell::take).filter(|_| is_observed()) {
        tell(|observer| observer.hold_ended(lock, held, times));
    }
}

fn now() -> u64 {
    EPOCH.elapsed().as_nanos() as u64
}

/// The standard library's guard, with what has to happen before and after the unlock if the hold is timed.
///
/// Fields are dropped in the order in which they stand here. Stopped after the unlock, the watch would also measure what
/// the system does in between: to wake the next thread, and perhaps to give it our core. Told of before the unlock, the
/// time would make others wait for our bookkeeping.
///
/// (Why not one `Drop` for all three? It could unlock in between only if the guard were in an `Option`, and then every
/// access would have to look whether it is there, observed or not.)
#[derive(Debug)]
pub(super) struct TimedGuard<'a, T> {
    /// 1. Stops the watch.
    stop: Stop<'a>,
    /// Says until now who holds the lock.
    holding: Holding,
    /// 2. Unlocks.
    guard: MutexGuard<'a, T>,
    /// 3. Tells of the time.
    tell: Tell,
}

#[derive(Debug)]
struct Stop<'a>(Option<&'a Stopwatch>);

/// Whether there is something to tell. To ask the thread for what the stop has left would cost each unlock more.
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
