//! lesson: 03
//! right: the last count wakes one waiter, and each waiter that passes wakes the next (chaining)
impl Latch {
    pub fn count_down(&self) {
        let mut remaining = self.remaining.lock();
        assert!(*remaining > 0, "a latch that is open was counted down: one thing was counted twice");
        *remaining -= 1;
        let is_open = *remaining == 0;
        drop(remaining);
        self.pass_on(is_open);
    }

    pub fn wait(&self) {
        drop(self.zero.wait_while(self.remaining.lock(), |remaining| *remaining > 0));
        self.pass_on(true);
    }

    pub fn wait_until(&self, deadline: Instant) -> bool {
        let (mut remaining, mut late) = (self.remaining.lock(), false);
        while *remaining > 0 && !late {
            (remaining, late) = self.zero.wait_until(remaining, deadline);
        }
        let is_open = *remaining == 0;
        drop(remaining);
        self.pass_on(is_open);
        is_open
    }

    /// Whoever finds the latch open wakes one more: nobody closes it again, so the chain ends with the last sleeper.
    fn pass_on(&self, is_open: bool) {
        if is_open {
            self.zero.notify_one();
        }
    }
}
