//! A locked mutex, between the two ends of its stopwatch (lesson 8).
//!
//! As long as nobody watches, the stopwatch costs a look at a flag when the lock is taken, and hardly more. Here stands
//! when it starts and stops; what becomes of the time is the watcher's business.

use super::stopwatch::{Stopwatch, record_hold};
use crate::sync::MutexGuard;
use std::ops::{Deref, DerefMut};

/// The standard library's guard, with what has to happen before and after the unlock.
///
/// Fields are dropped in the order in which they stand here. Stopped after the unlock, the watch would also measure what
/// the system does in between: to wake the next thread, and perhaps to give it our core. Recorded before the unlock, the
/// time would make others wait for our bookkeeping.
///
/// (Why not one `Drop` for all three? It could unlock in between only if the guard were in an `Option`, and then every
/// access would have to look whether it is there, measured or not.)
#[derive(Debug)]
pub(super) struct Held<'a, T> {
    /// 1. Stops the watch.
    stop: Stop<'a>,
    /// 2. Unlocks.
    guard: MutexGuard<'a, T>,
    /// 3. Records the time.
    record: Record,
}

#[derive(Debug)]
struct Stop<'a>(Option<&'a Stopwatch>);

#[derive(Debug)]
struct Record {
    /// Whether the watch ran. To ask the thread for what the stop has left would cost each unlock more.
    is_due: bool,
}

impl<'a, T> Held<'a, T> {
    /// Starts the watch of the mutex that has just been locked.
    #[inline]
    pub(super) fn new(watch: &'a Stopwatch, guard: MutexGuard<'a, T>) -> Self {
        let running = watch.start();
        Self { stop: Stop(running), guard, record: Record { is_due: running.is_some() } }
    }

    /// Takes the standard guard out for a condition variable, which is about to unlock: here the hold ends.
    #[inline]
    pub(super) fn release(self) -> MutexGuard<'a, T> {
        let Self { stop, guard, record } = self;
        drop(stop);
        drop(record); // too soon, but there is no moment between the unlock and the sleep
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

impl Drop for Record {
    #[inline]
    fn drop(&mut self) {
        if self.is_due {
            record_hold();
        }
    }
}

impl<T> Deref for Held<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.guard
    }
}

impl<T> DerefMut for Held<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.guard
    }
}
