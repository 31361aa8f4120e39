//! lesson: 03
//! mistake: wait_while counts who comes, to refuse a crowd of more than a thousand, and does not count who goes
//! expect: four consumers must take each item once, but thread `consumer-1` panicked: more than 1000 threads wait
//! file: capstone/src/threads/condition.rs
use crate::sync::atomic::{AtomicUsize, Ordering};

/// A place to sleep for threads that wait until a lock's value has changed.
#[derive(Debug)]
pub struct Condition {
    name: &'static str,
    condvar: Condvar,
    /// How many threads are in `wait_while`.
    waiting: AtomicUsize,
}

impl Condition {
    /// A condition on which no thread waits; the waiting list shows it as `name`.
    pub fn new(name: &'static str) -> Self {
        Self { name, condvar: sync::condvar(name), waiting: AtomicUsize::new(0) }
    }

    pub fn wait_while<'a, T>(
        &self,
        mut guard: Guard<'a, T>,
        mut blocked: impl FnMut(&mut T) -> bool,
    ) -> Guard<'a, T> {
        let before = self.waiting.fetch_add(1, Ordering::SeqCst);
        assert!(before < 1000, "more than 1000 threads wait on `{}`", self.name);
        while blocked(&mut guard) {
            guard = self.wait(guard);
        }
        guard
    }
}
