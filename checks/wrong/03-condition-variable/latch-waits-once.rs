//! lesson: 03
//! mistake: waits once, and takes any end of that for the end: a wait may return though nobody notified
//! expect: a wait with a deadline must go on until the last count or the deadline
//! file: capstone/src/threads/latch.rs
impl Latch {
    pub fn wait_until(&self, deadline: Instant) -> bool {
        let mut remaining = self.remaining.lock();
        if *remaining > 0 {
            (remaining, _) = self.zero.wait_until(remaining, deadline);
        }
        *remaining == 0
    }
}
