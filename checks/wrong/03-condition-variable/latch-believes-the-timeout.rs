//! lesson: 03
//! mistake: takes a wait that the deadline ended for a latch that is closed: a count in the last moment is denied
//! expect: a count that reaches zero at the very deadline must be in time
//! file: capstone/src/threads/latch.rs
impl Latch {
    pub fn wait_until(&self, deadline: Instant) -> bool {
        let mut remaining = self.remaining.lock();
        while *remaining > 0 {
            let timed_out;
            (remaining, timed_out) = self.zero.wait_until(remaining, deadline);
            if timed_out {
                return false;
            }
        }
        true
    }
}
