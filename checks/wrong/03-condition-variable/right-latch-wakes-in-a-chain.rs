//! lesson: 03
//! right: the last count wakes one waiter, and every call that finds the latch open, of either kind, wakes the next
impl Latch {
    pub fn count_down(&self) {
        let mut remaining = self.remaining.lock();
        let Some(left) = remaining.checked_sub(1) else {
            drop(remaining);
            panic!("the latch was counted down more often than its count");
        };
        *remaining = left;
        drop(remaining);
        if left == 0 {
            self.zero.notify_one();
        }
    }

    pub fn wait(&self) {
        let mut remaining = self.remaining.lock();
        while *remaining > 0 {
            remaining = self.zero.wait(remaining);
        }
        drop(remaining);
        self.zero.notify_one();
    }

    pub fn wait_until(&self, deadline: Instant) -> bool {
        let mut remaining = self.remaining.lock();
        let mut late = false;
        while *remaining > 0 && !late {
            (remaining, late) = self.zero.wait_until(remaining, deadline);
        }
        let open = *remaining == 0;
        drop(remaining);
        if open {
            self.zero.notify_one();
        }
        open
    }
}
