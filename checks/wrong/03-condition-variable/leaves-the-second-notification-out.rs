//! lesson: 03
//! mistake: takes a notification for under way until the next wait_while begins, and leaves a second one out: it was for
//! another sleeper
//! expect: each item that comes must wake a sleeper to take it
//! file: capstone/src/threads/condition.rs
use crate::sync::atomic::{AtomicBool, Ordering};

/// A place to sleep for threads that wait until a lock's value has changed.
#[derive(Debug)]
pub struct Condition {
    name: &'static str,
    condvar: Condvar,
    /// Whether a notification is under way: one more would be a system call too many.
    notified: AtomicBool,
}

impl Condition {
    /// A condition on which no thread waits; the waiting list shows it as `name`.
    pub fn new(name: &'static str) -> Self {
        Self { name, condvar: sync::condvar(name), notified: AtomicBool::new(false) }
    }

    pub fn wait_while<'a, T>(
        &self,
        mut guard: Guard<'a, T>,
        mut blocked: impl FnMut(&mut T) -> bool,
    ) -> Guard<'a, T> {
        self.notified.store(false, Ordering::SeqCst);
        while blocked(&mut guard) {
            guard = self.wait(guard);
        }
        guard
    }

    pub fn notify_one(&self) {
        if !self.notified.swap(true, Ordering::SeqCst) {
            self.condvar.notify_one();
        }
    }
}
