//! lesson: 03
//! right: `Latch::wait_until` asks the clock whether the deadline has passed, and not the flag that the wait returns
impl Latch {
    pub fn wait_until(&self, deadline: Instant) -> bool {
        let mut remaining = self.remaining.lock();
        while *remaining > 0 && Instant::now() < deadline {
            remaining = self.zero.wait_until(remaining, deadline).0;
        }
        *remaining == 0
    }
}
