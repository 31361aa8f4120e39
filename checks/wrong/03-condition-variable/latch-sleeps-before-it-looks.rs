//! lesson: 03
//! mistake: who comes to an open latch sleeps all the same, and nobody will ever wake it
//! expect: a latch that is open must hold nobody up
//! file: capstone/src/threads/latch.rs
impl Latch {
    pub fn wait(&self) {
        let mut remaining = self.zero.wait(self.remaining.lock());
        while *remaining > 0 {
            remaining = self.zero.wait(remaining);
        }
    }
}
