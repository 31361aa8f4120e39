//! lesson: 03
//! mistake: Latch::wait_until sleeps for a duration, which starts again with every count that wakes it
//! expect: a count before the deadline must not put the deadline off
impl Latch {
    pub fn count_down(&self) {
        let mut remaining = self.remaining.lock();
        assert!(*remaining > 0, "the latch is open already: one thing was counted twice");
        *remaining -= 1;
        drop(remaining);
        // Whoever waits looks for itself.
        self.zero.notify_all();
    }

    pub fn wait_until(&self, deadline: Instant) -> bool {
        let patience = deadline.saturating_duration_since(Instant::now());
        let (mut remaining, mut timed_out) = (self.remaining.lock(), false);
        while *remaining > 0 && !timed_out {
            (remaining, timed_out) = self.zero.wait_until(remaining, Instant::now() + patience);
        }
        *remaining == 0
    }
}
