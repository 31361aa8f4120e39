//! lesson: 03
//! mistake: wait_until asks the clock: a wait that ended in time, and got the lock after the deadline, says that the deadline ended it
//! expect: a wait that a notification ended in time must not say that the deadline did
impl Condition {
    /// Like [`wait`](Self::wait), but no longer than to `deadline`. Returns whether the deadline ended it.
    pub fn wait_until<'a, T>(&self, guard: Guard<'a, T>, deadline: Instant) -> (Guard<'a, T>, bool) {
        let Guard { lock, inner } = guard;
        let (inner, _) = while_waiting(Place::Condition(self.name), || {
            enter(sync::wait_until(&self.condvar, lock.mutex(), inner.release(), deadline))
        });
        (lock.guard(inner), Instant::now() >= deadline)
    }
}
