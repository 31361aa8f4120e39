//! lesson: 03
//! right: the last count wakes one, and everyone who passes wakes the next
//! file: capstone/src/threads/latch.rs
impl Latch {
    pub fn count_down(&self) {
        let mut remaining = self.remaining.lock();
        assert!(*remaining > 0, "one thing was counted twice");
        *remaining -= 1;
        if *remaining == 0 {
            self.zero.notify_one();
        }
    }

    pub fn wait(&self) {
        drop(self.zero.wait_while(self.remaining.lock(), |remaining| *remaining > 0));
        self.zero.notify_one();
    }

    pub fn wait_until(&self, deadline: Instant) -> bool {
        let (mut remaining, mut timed_out) = (self.remaining.lock(), false);
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
