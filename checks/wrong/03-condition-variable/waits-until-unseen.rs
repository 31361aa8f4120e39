//! lesson: 03
//! mistake: with a deadline, waits without going on the waiting list
//! expect: the waiting list must show a thread as long as it waits on a condition
//! file: capstone/src/threads/condition.rs
impl Condition {
    pub fn wait_until<'a, T>(&self, guard: Guard<'a, T>, deadline: Instant) -> (Guard<'a, T>, bool) {
        let Guard { lock, inner } = guard;
        let waited = sync::wait_until(&self.condvar, lock.mutex(), inner.release(), deadline);
        let (inner, timed_out) = enter(waited);
        (lock.guard(inner), timed_out)
    }
}
