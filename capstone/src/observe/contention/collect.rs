//! Each thread's profile, in a place where the meter can find it.
//!
//! A profile has a mutex, but only its own thread takes it, except while the meter is read: so it is nearly always
//! free. Acquisitions are counted without it, in counters that the thread shares. When a thread ends, its profile is
//! added to the sum of those that have ended: its figures are not lost, and a program that starts threads for ever does
//! not fill the memory.

#![allow(
    clippy::disallowed_types,
    reason = "held for a few instructions, and never used with a schedule explorer: there the meter is off"
)]

use super::Contention;
use super::profile::Profile;
use crate::sync::{thread, thread_local};
use crate::threads::{Observer, Place};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What is kept of a thread that lives.
struct Record {
    thread: String,
    figures: Mutex<Figures>,
}

struct Figures {
    /// All but the acquisitions.
    profile: Profile,
    counters: Vec<Counter>,
}

/// The acquisitions of one lock. Only the thread adds to `taken`, and never takes anything away.
struct Counter {
    lock: &'static str,
    taken: Arc<AtomicU64>,
    /// `taken` when the meter was started.
    before: u64,
}

#[derive(Default)]
struct Registry {
    alive: Vec<Arc<Record>>,
    /// The profiles of those that have ended, added up.
    ended: Contention,
}

/// Locked before any figures, never while some are locked.
static REGISTRY: LazyLock<Mutex<Registry>> = LazyLock::new(Mutex::default);

thread_local! {
    static MINE: Mine = Mine::open();
}

/// The thread's own end of its record, dropped when the thread ends.
struct Mine(Arc<Record>);

/// Whom the threads tell: each finds its own record. One that is being torn down has none any more, and does not count.
pub(super) struct Collector;

impl Observer for Collector {
    fn new_counter(&self, lock: &'static str) -> Arc<AtomicU64> {
        let taken = Arc::default();
        with_figures(|figures| {
            figures.counters.push(Counter { lock, taken: Arc::clone(&taken), before: 0 });
        });
        taken
    }

    fn hold_ended(&self, lock: &'static str, held: Duration, times: u32) {
        with_figures(|figures| figures.profile.record_hold(lock, held, times));
    }

    fn wait_begins(&self, place: Place, now: Instant) {
        with_figures(|figures| figures.profile.begin_wait(place, now));
    }

    fn wait_ends(&self, now: Instant) {
        with_figures(|figures| figures.profile.end_wait(now));
    }
}

fn with_figures(entry: impl FnOnce(&mut Figures)) {
    let _ = MINE.try_with(|mine| entry(&mut lock(&mine.0.figures)));
}

/// Begins all profiles anew.
pub(super) fn restart() {
    let mut registry = lock(&REGISTRY);
    registry.ended = Contention::default();
    let now = Instant::now();
    registry.alive.iter().for_each(|record| lock(&record.figures).restart(now));
}

/// Adds up all profiles, those of threads that have ended too.
pub(super) fn total() -> Contention {
    let registry = lock(&REGISTRY);
    let mut total = registry.ended.clone();
    registry.alive.iter().for_each(|record| record.add_to(&mut total));
    total
}

impl Mine {
    fn open() -> Self {
        let thread = thread::current().name().unwrap_or("unnamed").to_owned();
        let figures = Figures { profile: Profile::new(Instant::now()), counters: Vec::new() };
        let record = Arc::new(Record { thread, figures: Mutex::new(figures) });
        lock(&REGISTRY).alive.push(Arc::clone(&record));
        Self(record)
    }
}

impl Drop for Mine {
    fn drop(&mut self) {
        let mut registry = lock(&REGISTRY);
        registry.alive.retain(|record| !Arc::ptr_eq(record, &self.0));
        // A panic here would end the process.
        let _ = catch_unwind(AssertUnwindSafe(|| self.0.add_to(&mut registry.ended)));
    }
}

impl Record {
    /// Works on a copy: the thread must not wait while its figures are added up. A wait under way counts up to now.
    fn add_to(&self, total: &mut Contention) {
        let mut profile = lock(&self.figures).profile();
        let now = Instant::now();
        profile.end_wait(now);
        total.add(&self.thread, &profile, now);
    }
}

impl Figures {
    fn restart(&mut self, now: Instant) {
        self.profile.restart(now);
        self.counters.iter_mut().for_each(|counter| counter.before = counter.taken.load(Relaxed));
    }

    /// The profile, with the acquisitions.
    fn profile(&self) -> Profile {
        let mut profile = self.profile.clone();
        for Counter { lock, taken, before } in &self.counters {
            let since = taken.load(Relaxed) - before;
            if since > 0 {
                profile.count(lock, since);
            }
        }
        profile
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
