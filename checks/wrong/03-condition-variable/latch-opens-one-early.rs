//! lesson: 03
//! mistake: opens with one thing left to do
//! expect: a latch of 3 must open at the third count, and not before
//! file: capstone/src/threads/latch.rs
impl Latch {
    pub fn wait(&self) {
        drop(self.zero.wait_while(self.remaining.lock(), |remaining| *remaining > 1));
    }
}
