//! lesson: 03
//! right: a condition that counts its sleepers under the lock, and saves the system call when there is none
//! whole: capstone/src/threads/condition.rs

use super::lock::{Guard, enter};
use super::place::Place;
use super::waiting::while_waiting;
use crate::sync::atomic::{AtomicUsize, Ordering};
use crate::sync::{self, Condvar};
use std::time::Instant;

/// A place to sleep for threads that wait until a lock's value has changed.
///
/// A field of this type says in a comment which lock it belongs to and which predicate it announces. A notification is
/// not stored: one that comes while no thread sleeps is lost. So a thread tests the predicate under the lock before its
/// first wait, and changes it only under that lock.
///
/// ```
/// use capstone::threads::{Condition, Lock};
///
/// let full = Lock::new("cup", false);
/// let filled = Condition::new("filled"); // with `cup`: it holds true
/// std::thread::scope(|scope| {
///     scope.spawn(|| {
///         *full.lock() = true;
///         filled.notify_one();
///     });
///     let cup = filled.wait_while(full.lock(), |full| !*full);
///     assert!(*cup);
/// });
/// ```
#[derive(Debug)]
pub struct Condition {
    name: &'static str,
    condvar: Condvar,
    /// Threads that are about to sleep, sleep, or have not been back under the lock since. It grows under the lock, so
    /// whoever has changed the value under that lock sees each thread that looked before.
    sleepers: AtomicUsize,
}

impl Condition {
    /// A condition on which no thread waits; the waiting list shows it as `name`.
    pub fn new(name: &'static str) -> Self {
        Self { name, condvar: sync::condvar(name), sleepers: AtomicUsize::new(0) }
    }

    /// Releases the lock and sleeps, in one step; holds the lock again on return.
    ///
    /// It may return early, so call it in a loop, or use [`wait_while`](Self::wait_while).
    pub fn wait<'a, T>(&self, guard: Guard<'a, T>) -> Guard<'a, T> {
        let Guard { lock, inner } = guard;
        self.sleepers.fetch_add(1, Ordering::Relaxed);
        let inner = while_waiting(Place::Condition(self.name), || {
            enter(sync::wait(&self.condvar, lock.mutex(), inner.release()))
        });
        self.sleepers.fetch_sub(1, Ordering::Relaxed);
        lock.guard(inner)
    }

    /// Sleeps as long as `blocked` returns true for the value. It calls `blocked` before the first sleep and after
    /// each.
    pub fn wait_while<'a, T>(
        &self,
        mut guard: Guard<'a, T>,
        mut blocked: impl FnMut(&mut T) -> bool,
    ) -> Guard<'a, T> {
        loop {
            if !blocked(&mut guard) {
                return guard;
            }
            guard = self.wait(guard);
        }
    }

    /// Like [`wait`](Self::wait), but no longer than to `deadline`. Returns whether the deadline ended it.
    pub fn wait_until<'a, T>(&self, guard: Guard<'a, T>, deadline: Instant) -> (Guard<'a, T>, bool) {
        let Guard { lock, inner } = guard;
        self.sleepers.fetch_add(1, Ordering::Relaxed);
        let (inner, late) = while_waiting(Place::Condition(self.name), || {
            enter(sync::wait_until(&self.condvar, lock.mutex(), inner.release(), deadline))
        });
        self.sleepers.fetch_sub(1, Ordering::Relaxed);
        (lock.guard(inner), late)
    }

    /// Wakes one of the threads that sleep now, if any does.
    pub fn notify_one(&self) {
        if self.has_sleepers() {
            self.condvar.notify_one();
        }
    }

    /// Wakes all threads that sleep now.
    pub fn notify_all(&self) {
        if self.has_sleepers() {
            self.condvar.notify_all();
        }
    }

    /// Relaxed: the lock, under which it grows and under which the value was changed, orders the two.
    fn has_sleepers(&self) -> bool {
        self.sleepers.load(Ordering::Relaxed) > 0
    }
}
