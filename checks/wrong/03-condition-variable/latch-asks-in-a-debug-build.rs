//! lesson: 03
//! mistake: looks only in a debug build whether the latch is open already: a release build goes on below zero
//! expect: a release build must do all that a debug build does
impl Latch {
    pub fn count_down(&self) {
        let mut remaining = self.remaining.lock();
        if cfg!(debug_assertions) && *remaining == 0 {
            panic!("the latch is open already: one thing was counted twice");
        }
        *remaining = remaining.wrapping_sub(1);
        if *remaining == 0 {
            drop(remaining);
            self.zero.notify_all();
        }
    }
}
