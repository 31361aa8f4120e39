//! lesson: 03
//! mistake: does not sleep for less than 50 ms, which is not worth a system call: says at once that the deadline has ended the wait
//! expect: a wait must end at its deadline, and say so, but it said so before the deadline
//! file: capstone/src/threads/condition.rs
use std::time::Duration;

impl Condition {
    pub fn wait_until<'a, T>(&self, guard: Guard<'a, T>, deadline: Instant) -> (Guard<'a, T>, bool) {
        if deadline.saturating_duration_since(Instant::now()) < Duration::from_millis(50) {
            return (guard, true);
        }
        let Guard { lock, inner } = guard;
        while_waiting(Place::Condition(self.name), || {
            let inner = inner.release();
            let (inner, timed_out) = enter(sync::wait_until(&self.condvar, lock.mutex(), inner, deadline));
            (lock.guard(inner), timed_out)
        })
    }
}
