//! lesson: 03
//! mistake: a latch's waiter sleeps until one count is left, and then looks each millisecond: it cannot take long
//! expect: a thread that waits at a latch must sleep, and cost nothing, but thread `waiter` did not sleep
//! file: capstone/src/threads/latch.rs
use crate::sync::thread::sleep;
use std::time::Duration;

impl Latch {
    pub fn count_down(&self) {
        let mut remaining = self.remaining.lock();
        assert!(*remaining > 0, "the latch was counted down more often than its count");
        *remaining -= 1;
        let almost_open = *remaining <= 1;
        drop(remaining);
        if almost_open {
            self.zero.notify_all();
        }
    }

    pub fn wait(&self) {
        drop(self.zero.wait_while(self.remaining.lock(), |remaining| *remaining > 1));
        while self.remaining() > 0 {
            sleep(Duration::from_millis(1));
        }
    }
}
