//! lesson: 03
//! mistake: sleeps until the first wake-up, and if it was in vain, looks each millisecond from then on
//! expect: a sleeper that is woken must look, and sleep on if its item is gone, but thread `sleeper` did not sleep
//! file: capstone/src/threads/condition.rs
use crate::sync::thread::sleep;
use std::time::Duration;

impl Condition {
    pub fn wait_while<'a, T>(
        &self,
        mut guard: Guard<'a, T>,
        mut blocked: impl FnMut(&mut T) -> bool,
    ) -> Guard<'a, T> {
        if blocked(&mut guard) {
            guard = self.wait(guard);
            while blocked(&mut guard) {
                let lock = guard.lock;
                drop(guard);
                sleep(Duration::from_millis(1));
                guard = lock.lock();
            }
        }
        guard
    }
}
