//! lesson: 03
//! mistake: wakes each second, "to be safe": a notification that is lost is then only late, and nobody hears of it
//! expect: a thread that waits must leave the lock to others, and sleep
//! file: capstone/src/threads/condition.rs
use std::time::Duration;

impl Condition {
    pub fn wait<'a, T>(&self, guard: Guard<'a, T>) -> Guard<'a, T> {
        self.wait_until(guard, Instant::now() + Duration::from_secs(1)).0
    }
}
