//! lesson: 03
//! mistake: leaves the panic to the overflow check, which a release build does not have
//! expect: but only a debug build did (attempt to subtract with overflow)
//! file: capstone/src/threads/latch.rs
impl Latch {
    pub fn count_down(&self) {
        let mut remaining = self.remaining.lock();
        *remaining -= 1;
        if *remaining == 0 {
            drop(remaining);
            self.zero.notify_all();
        }
    }
}
