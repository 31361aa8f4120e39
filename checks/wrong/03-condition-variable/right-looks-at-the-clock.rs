//! lesson: 03
//! right: the latch asks the clock itself, after it has looked at the count
//! file: capstone/src/threads/latch.rs
impl Latch {
    pub fn wait_until(&self, deadline: Instant) -> bool {
        let mut remaining = self.remaining.lock();
        loop {
            if *remaining == 0 {
                return true;
            }
            if Instant::now() >= deadline {
                return false;
            }
            remaining = self.zero.wait_until(remaining, deadline).0;
        }
    }
}
