//! lesson: 03
//! mistake: reads the count under the lock, and writes it under the lock, a moment later: two counts may become one
//! expect: a latch that several threads count down at once must lose no count
//! file: capstone/src/threads/latch.rs
impl Latch {
    pub fn count_down(&self) {
        let remaining = self.remaining();
        assert!(remaining > 0, "the latch was counted down more often than its count");
        *self.remaining.lock() = remaining - 1;
        if remaining == 1 {
            self.zero.notify_all();
        }
    }
}
