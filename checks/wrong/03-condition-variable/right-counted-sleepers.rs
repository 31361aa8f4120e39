//! lesson: 03
//! right: the condition counts its sleepers (under their lock), and calls nobody if none sleeps; the latch opens by a chain
//! file: capstone/src/threads/condition.rs
use crate::sync::atomic::{AtomicUsize, Ordering};

/// A place to sleep for threads that wait until a lock's value has changed.
#[derive(Debug)]
pub struct Condition {
    name: &'static str,
    condvar: Condvar,
    /// Raised and lowered under the lock of the value, so whoever has changed the value sees all who sleep for it.
    sleepers: AtomicUsize,
}

impl Condition {
    /// A condition on which no thread waits; the waiting list shows it as `name`.
    pub fn new(name: &'static str) -> Self {
        Self { name, condvar: sync::condvar(name), sleepers: AtomicUsize::new(0) }
    }

    pub fn wait<'a, T>(&self, guard: Guard<'a, T>) -> Guard<'a, T> {
        let Guard { lock, inner } = guard;
        self.sleepers.fetch_add(1, Ordering::SeqCst);
        let inner = while_waiting(Place::Condition(self.name), || {
            enter(sync::wait(&self.condvar, lock.mutex(), inner.release()))
        });
        self.sleepers.fetch_sub(1, Ordering::SeqCst);
        lock.guard(inner)
    }

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

    pub fn wait_until<'a, T>(&self, guard: Guard<'a, T>, deadline: Instant) -> (Guard<'a, T>, bool) {
        let Guard { lock, inner } = guard;
        self.sleepers.fetch_add(1, Ordering::SeqCst);
        let (inner, timed_out) = while_waiting(Place::Condition(self.name), || {
            enter(sync::wait_until(&self.condvar, lock.mutex(), inner.release(), deadline))
        });
        self.sleepers.fetch_sub(1, Ordering::SeqCst);
        (lock.guard(inner), timed_out)
    }

    pub fn notify_one(&self) {
        if self.sleepers.load(Ordering::SeqCst) > 0 {
            self.condvar.notify_one();
        }
    }

    pub fn notify_all(&self) {
        if self.sleepers.load(Ordering::SeqCst) > 0 {
            self.condvar.notify_all();
        }
    }
}

impl Latch {
    pub fn count_down(&self) {
        let mut remaining = self.remaining.lock();
        let Some(fewer) = remaining.checked_sub(1) else {
            panic!("one thing was counted twice: this latch was open already");
        };
        *remaining = fewer;
        drop(remaining);
        if fewer == 0 {
            self.zero.notify_one(); // who wakes, wakes the next
        }
    }

    pub fn wait(&self) {
        let remaining = self.zero.wait_while(self.remaining.lock(), |remaining| *remaining > 0);
        drop(remaining);
        self.zero.notify_one();
    }

    pub fn wait_until(&self, deadline: Instant) -> bool {
        let mut remaining = self.remaining.lock();
        let mut is_late = false;
        while *remaining > 0 && !is_late {
            (remaining, is_late) = self.zero.wait_until(remaining, deadline);
        }
        let is_open = *remaining == 0;
        drop(remaining);
        if is_open {
            self.zero.notify_one();
        }
        is_open
    }
}
