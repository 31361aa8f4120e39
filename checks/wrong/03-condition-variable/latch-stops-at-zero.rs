//! lesson: 03
//! mistake: a count too many is swallowed
//! expect: counting an open latch down must panic
//! file: capstone/src/threads/latch.rs
impl Latch {
    pub fn count_down(&self) {
        let mut remaining = self.remaining.lock();
        *remaining = remaining.saturating_sub(1);
        if *remaining == 0 {
            drop(remaining);
            self.zero.notify_all();
        }
    }
}
