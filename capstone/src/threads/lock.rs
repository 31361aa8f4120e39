//! The only place where the pool and the server lock a mutex.
//!
//! One place means one poison policy, stated at [`Lock::lock`], and one place for the meter (lesson 8). A lock here is
//! held for a few instructions: never while a job runs, while a line is logged, or across a system call.

use super::holder::Holder;
use super::metering::{Stopwatch, TimedGuard};
use super::waiting::while_waiting_for_lock;
use crate::sync::{self, Mutex, MutexGuard};
use std::hint;
use std::ops::{Deref, DerefMut};
use std::sync::{PoisonError, TryLockError};

/// A value that one thread at a time may use, and the name under which the waiting list shows it.
///
/// ```
/// use capstone::threads::Lock;
///
/// let total = Lock::new("total", 0);
/// std::thread::scope(|scope| {
///     for _ in 0..4 {
///         scope.spawn(|| *total.lock() += 1);
///     }
/// });
/// assert_eq!(total.into_inner(), 4);
/// ```
///
/// It begins a cache line, which on most machines has 64 bytes, with the mutex first: the memory before it does not
/// move with it from core to core.
#[derive(Debug)]
#[repr(C, align(64))]
pub struct Lock<T> {
    mutex: Mutex<T>,
    /// Times some of the holds, if a meter runs (lesson 8).
    watch: Stopwatch,
    /// Known in a debug build.
    holder: Holder,
    name: &'static str,
}

/// The right to use a [`Lock`]'s value. Dropping it unlocks, so no path out of a scope can forget the unlock.
#[derive(Debug)]
#[must_use = "a guard that is dropped at once unlocks at once"]
pub struct Guard<'a, T> {
    pub(super) lock: &'a Lock<T>,
    /// The standard library's guard, with the meter around it.
    pub(super) inner: TimedGuard<'a, T>,
}

impl<T> Lock<T> {
    /// Wraps `value`; the waiting list and the meter show the lock as `name`.
    pub fn new(name: &'static str, value: T) -> Self {
        Self { mutex: sync::mutex(name, value), watch: Stopwatch::new(name), holder: Holder::default(), name }
    }

    /// Waits until no other thread holds the lock, and takes it.
    ///
    /// **Poison policy.** The standard mutex is poisoned when a thread panics while it holds the guard, as a warning
    /// that the value may be half changed. This lock still gives the next thread its guard. That is right here because
    /// no job runs under a lock, and each of our critical sections leaves its value consistent at every point where it
    /// could panic. A refusal would turn one panic into a panic of every later thread.
    ///
    /// A thread that locks twice waits for itself, for ever. In a debug build it panics instead.
    pub fn lock(&self) -> Guard<'_, T> {
        // Most locks are free: only a thread that finds this one taken goes on the waiting list.
        let inner = match self.try_enter() {
            Some(inner) => inner,
            None => self.wait_for_lock(),
        };
        self.guard(inner)
    }

    /// The value, when no other thread shares the lock any more.
    pub fn into_inner(self) -> T {
        enter(self.mutex.into_inner())
    }

    /// Wraps the standard guard, which the caller has just got, in a guard of ours.
    pub(super) fn guard<'a>(&'a self, inner: MutexGuard<'a, T>) -> Guard<'a, T> {
        Guard { lock: self, inner: TimedGuard::new(&self.watch, &self.holder, inner) }
    }

    pub(super) fn mutex(&self) -> &Mutex<T> {
        &self.mutex
    }

    #[inline]
    fn try_enter(&self) -> Option<MutexGuard<'_, T>> {
        match self.mutex.try_lock() {
            Ok(inner) => Some(inner),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    #[cold]
    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        while_waiting_for_lock(self.name, &self.holder, || {
            spin(|| self.try_enter()).unwrap_or_else(|| enter(self.mutex.lock()))
        })
    }
}

/// How often a thread looks again before it sleeps. (A schedule explorer would only have more to explore.)
///
/// A sleep and a wake-up take some microseconds, and a lock is held for less than one. More looks would waste the CPU,
/// for which the holder may be waiting. (The standard mutex adds some looks of its own before it sleeps, which only
/// read.)
const LOOKS: usize = if cfg!(feature = "shuttle") { 0 } else { 3 };

/// How many pauses there are before each look: together about a microsecond on the machine of the lessons.
///
/// Each look takes the cache line of the lock away from the core that holds the lock. Without looks for so long, the
/// other core makes many calls in a row: on two cores, both together complete about twice as many.
const PAUSES: usize = 50;

/// Spins: pauses and tries, a few times, until a try succeeds.
fn spin<G>(mut attempt: impl FnMut() -> Option<G>) -> Option<G> {
    (0..LOOKS).find_map(|_| {
        (0..PAUSES).for_each(|_| hint::spin_loop());
        attempt()
    })
}

/// The poison policy: the value that a panicking thread left is consistent, so go in.
pub(super) fn enter<G>(result: Result<G, PoisonError<G>>) -> G {
    result.unwrap_or_else(PoisonError::into_inner)
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.inner
    }
}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests {
    use super::*;

    #[test]
    fn a_panic_under_the_lock_does_not_shut_the_others_out() {
        let lock = Lock::new("value", 1);
        let panicked = std::thread::scope(|scope| {
            let holder = scope.spawn(|| {
                let mut value = lock.lock();
                *value = 2;
                std::panic::resume_unwind(Box::new("dies with the lock in hand"));
            });
            holder.join().is_err()
        });
        assert!(panicked);
        assert_eq!(*lock.lock(), 2);
    }
}
