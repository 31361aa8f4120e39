//! lesson: 03
//! mistake: waits without a timer for a deadline that is more than a minute away, and says of such a wait that it is over:
//! its caller takes that for the deadline
//! expect: but it said that an hour has passed
//! file: capstone/src/threads/condition.rs
use std::time::Duration;

impl Condition {
    pub fn wait_until<'a, T>(&self, guard: Guard<'a, T>, deadline: Instant) -> (Guard<'a, T>, bool) {
        if deadline.saturating_duration_since(Instant::now()) > Duration::from_secs(60) {
            // Who waits for so long has been notified by then.
            return (self.wait(guard), true);
        }
        let Guard { lock, inner } = guard;
        while_waiting(Place::Condition(self.name), || {
            let inner = inner.release();
            let (inner, timed_out) = enter(sync::wait_until(&self.condvar, lock.mutex(), inner, deadline));
            (lock.guard(inner), timed_out)
        })
    }
}
