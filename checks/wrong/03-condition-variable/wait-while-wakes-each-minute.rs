//! lesson: 03
//! mistake: wait_while looks each minute, "to be safe", and wait does not; the latch has a loop of its own around wait
//! expect: a thread that waits must leave the lock to others, and sleep, but thread `sleeper` did not sleep until it is woken
//! file: capstone/src/threads/condition.rs
use std::time::Duration;

impl Condition {
    pub fn wait_while<'a, T>(
        &self,
        mut guard: Guard<'a, T>,
        mut blocked: impl FnMut(&mut T) -> bool,
    ) -> Guard<'a, T> {
        while blocked(&mut guard) {
            // A notification that got lost is made up for within a minute.
            guard = self.wait_until(guard, Instant::now() + Duration::from_secs(60)).0;
        }
        guard
    }
}

impl Latch {
    pub fn wait(&self) {
        let mut remaining = self.remaining.lock();
        while *remaining > 0 {
            remaining = self.zero.wait(remaining);
        }
    }
}
