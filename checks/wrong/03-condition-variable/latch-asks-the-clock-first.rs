//! lesson: 03
//! mistake: asks whether the deadline has passed before it looks at the count
//! expect: a latch must say at the deadline whether its count is zero
//! file: capstone/src/threads/latch.rs
impl Latch {
    pub fn wait_until(&self, deadline: Instant) -> bool {
        let mut remaining = self.remaining.lock();
        loop {
            if Instant::now() >= deadline {
                return false;
            }
            if *remaining == 0 {
                return true;
            }
            (remaining, _) = self.zero.wait_until(remaining, deadline);
        }
    }
}
