//! lesson: 03
//! mistake: notify_all wakes one thread, which wakes one more and clears the flag: the third sleeps on
//! expect: notify_all must wake every sleeper, but all its threads wait
//! file: capstone/src/threads/condition.rs
use crate::sync::atomic::{AtomicBool, Ordering};

/// A place to sleep for threads that wait until a lock's value has changed.
#[derive(Debug)]
pub struct Condition {
    name: &'static str,
    condvar: Condvar,
    /// All have to wake: whoever does wakes the next.
    all: AtomicBool,
}

impl Condition {
    /// A condition on which no thread waits; the waiting list shows it as `name`.
    pub fn new(name: &'static str) -> Self {
        Self { name, condvar: sync::condvar(name), all: AtomicBool::new(false) }
    }

    pub fn wait<'a, T>(&self, guard: Guard<'a, T>) -> Guard<'a, T> {
        let Guard { lock, inner } = guard;
        let inner = while_waiting(Place::Condition(self.name), || {
            enter(sync::wait(&self.condvar, lock.mutex(), inner.release()))
        });
        self.pass_on();
        lock.guard(inner)
    }

    pub fn wait_until<'a, T>(&self, guard: Guard<'a, T>, deadline: Instant) -> (Guard<'a, T>, bool) {
        let Guard { lock, inner } = guard;
        let (inner, timed_out) = while_waiting(Place::Condition(self.name), || {
            enter(sync::wait_until(&self.condvar, lock.mutex(), inner.release(), deadline))
        });
        self.pass_on();
        (lock.guard(inner), timed_out)
    }

    pub fn notify_all(&self) {
        self.all.store(true, Ordering::SeqCst);
        self.condvar.notify_one();
    }

    fn pass_on(&self) {
        if self.all.swap(false, Ordering::SeqCst) {
            self.condvar.notify_one();
        }
    }
}

impl Latch {
    pub fn count_down(&self) {
        let mut remaining = self.remaining.lock();
        assert!(*remaining > 0, "the latch was counted down more often than its count");
        *remaining -= 1;
        let opened = *remaining == 0;
        drop(remaining);
        if opened {
            self.zero.notify_one(); // no herd here either: who passes wakes the next
        }
    }

    pub fn wait(&self) {
        drop(self.zero.wait_while(self.remaining.lock(), |remaining| *remaining > 0));
        self.zero.notify_one();
    }

    pub fn wait_until(&self, deadline: Instant) -> bool {
        let mut remaining = self.remaining.lock();
        let mut timed_out = false;
        while *remaining > 0 && !timed_out {
            (remaining, timed_out) = self.zero.wait_until(remaining, deadline);
        }
        let is_open = *remaining == 0;
        drop(remaining);
        if is_open {
            self.zero.notify_one();
        }
        is_open
    }
}
