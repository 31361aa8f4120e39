//! lesson: 03
//! mistake: looks each millisecond instead of waiting to be woken
//! expect: a thread that waits must leave the lock to others, and sleep
//! file: capstone/src/threads/condition.rs
use crate::sync::thread;
use std::time::Duration;

impl Condition {
    pub fn wait_while<'a, T>(
        &self,
        mut guard: Guard<'a, T>,
        mut blocked: impl FnMut(&mut T) -> bool,
    ) -> Guard<'a, T> {
        while blocked(&mut guard) {
            let lock = guard.lock;
            drop(guard);
            while_waiting(Place::Condition(self.name), || thread::sleep(Duration::from_millis(1)));
            guard = lock.lock();
        }
        guard
    }
}
