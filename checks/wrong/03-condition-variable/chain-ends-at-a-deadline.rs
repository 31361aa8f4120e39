//! lesson: 03
//! mistake: the latch wakes one waiter, which wakes the next; a waiter with a deadline does not pass it on: others sleep on
//! expect: a latch that opens must wake every thread that waits
impl Latch {
    pub fn count_down(&self) {
        let mut remaining = self.remaining.lock();
        let left = remaining.checked_sub(1).expect("the latch is open already: one thing was counted twice");
        *remaining = left;
        drop(remaining);
        if left == 0 {
            self.zero.notify_one();
        }
    }

    pub fn wait(&self) {
        drop(self.zero.wait_while(self.remaining.lock(), |remaining| *remaining > 0));
        // No herd: who passes wakes the next.
        self.zero.notify_one();
    }

    pub fn wait_until(&self, deadline: Instant) -> bool {
        let mut remaining = self.remaining.lock();
        let mut passed = false;
        while *remaining > 0 && !passed {
            (remaining, passed) = self.zero.wait_until(remaining, deadline);
        }
        *remaining == 0
    }
}
