//! Sleeping until another thread has changed something.
//!
//! A notification means *look again*, never *it is so*. Before the sleeper holds the lock again, a third thread may
//! have changed the value back. And a wait may return without a notification. So every wait stands in a loop that tests
//! the value itself. The value, all of it, is under one lock.

use super::lock::{Guard, enter};
use super::place::Place;
use super::waiting::while_waiting;
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
}

impl Condition {
    /// A condition on which no thread waits; the waiting list shows it as `name`.
    pub fn new(name: &'static str) -> Self {
        Self { name, condvar: sync::condvar(name) }
    }

    /// Releases the lock and sleeps, in one step; holds the lock again on return.
    ///
    /// It may return early, so call it in a loop, or use [`wait_while`](Self::wait_while).
    pub fn wait<'a, T>(&self, guard: Guard<'a, T>) -> Guard<'a, T> {
        let Guard { lock, inner } = guard;
        while_waiting(Place::Condition(self.name), || {
            lock.guard(enter(sync::wait(&self.condvar, lock.mutex(), inner.release())))
        })
    }

    /// Sleeps as long as `blocked` returns true for the value. It calls `blocked` before the first sleep and after
    /// each.
    pub fn wait_while<'a, T>(
        &self,
        mut guard: Guard<'a, T>,
        mut blocked: impl FnMut(&mut T) -> bool,
    ) -> Guard<'a, T> {
        while blocked(&mut guard) {
            guard = self.wait(guard);
        }
        guard
    }

    /// Like [`wait`](Self::wait), but no longer than to `deadline`. Returns whether the deadline ended it.
    pub fn wait_until<'a, T>(&self, guard: Guard<'a, T>, deadline: Instant) -> (Guard<'a, T>, bool) {
        let Guard { lock, inner } = guard;
        while_waiting(Place::Condition(self.name), || {
            let inner = inner.release();
            let (inner, timed_out) = enter(sync::wait_until(&self.condvar, lock.mutex(), inner, deadline));
            (lock.guard(inner), timed_out)
        })
    }

    /// Wakes one of the threads that sleep now, if any does.
    ///
    /// With the standard library this is a system call even when no thread sleeps; a caller that counts the sleepers
    /// skips it.
    #[track_caller] // a model that finds a mistake in the call says where it stands
    pub fn notify_one(&self) {
        self.condvar.notify_one();
    }

    /// Wakes all threads that sleep now.
    #[track_caller]
    pub fn notify_all(&self) {
        self.condvar.notify_all();
    }
}
