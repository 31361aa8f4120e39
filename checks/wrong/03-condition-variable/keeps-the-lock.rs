//! lesson: 03
//! mistake: sleeps with the lock in hand
//! expect: a thread that waits must leave the lock to others, and sleep
//! file: capstone/src/threads/condition.rs
use crate::sync::Mutex;

impl Condition {
    pub fn wait<'a, T>(&self, guard: Guard<'a, T>) -> Guard<'a, T> {
        let other = Mutex::new(());
        while_waiting(Place::Condition(self.name), || {
            drop(enter(sync::wait(&self.condvar, &other, enter(other.lock()))));
        });
        guard
    }
}
