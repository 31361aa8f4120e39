//! lesson: 03
//! mistake: count_down asserts that the count is not zero under one lock, and lowers it under the next
//! expect: of two threads that count a latch of 1 down, one must panic
impl Latch {
    pub fn count_down(&self) {
        assert!(self.remaining() > 0, "the latch is open already: one thing was counted twice");
        let mut remaining = self.remaining.lock();
        *remaining -= 1;
        let is_open = *remaining == 0;
        drop(remaining);
        if is_open {
            self.zero.notify_all();
        }
    }
}
