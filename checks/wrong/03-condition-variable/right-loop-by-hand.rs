//! lesson: 03
//! right: the loops are written by hand, and the latch notifies at every count, with the lock in hand
//! file: capstone/src/threads/latch.rs
impl Condition {
    pub fn wait_while<'a, T>(
        &self,
        mut guard: Guard<'a, T>,
        mut blocked: impl FnMut(&mut T) -> bool,
    ) -> Guard<'a, T> {
        loop {
            if !blocked(&mut guard) {
                return guard;
            }
            guard = self.wait(guard);
        }
    }
}

impl Latch {
    pub fn count_down(&self) {
        let mut remaining = self.remaining.lock();
        match remaining.checked_sub(1) {
            Some(left) => *remaining = left,
            None => panic!("there was nothing left to count"),
        }
        self.zero.notify_all();
    }

    pub fn wait(&self) {
        let mut remaining = self.remaining.lock();
        while *remaining != 0 {
            remaining = self.zero.wait(remaining);
        }
    }
}
