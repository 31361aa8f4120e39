//! lesson: 03
//! mistake: says of every wait that the deadline ended it
//! expect: a wait that a notification ended must not say that the deadline did
//! file: capstone/src/threads/condition.rs
impl Condition {
    pub fn wait_until<'a, T>(&self, guard: Guard<'a, T>, deadline: Instant) -> (Guard<'a, T>, bool) {
        let Guard { lock, inner } = guard;
        while_waiting(Place::Condition(self.name), || {
            let inner = inner.release();
            let (inner, _) = enter(sync::wait_until(&self.condvar, lock.mutex(), inner, deadline));
            (lock.guard(inner), true)
        })
    }
}
