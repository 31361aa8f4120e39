//! lesson: 03
//! mistake: the last count wakes one of those who wait
//! expect: a latch that opens must wake every thread that waits
//! file: capstone/src/threads/latch.rs
impl Latch {
    pub fn count_down(&self) {
        let mut remaining = self.remaining.lock();
        assert!(*remaining > 0, "the latch was counted down more often than its count");
        *remaining -= 1;
        let opened = *remaining == 0;
        drop(remaining);
        if opened {
            self.zero.notify_one();
        }
    }
}
