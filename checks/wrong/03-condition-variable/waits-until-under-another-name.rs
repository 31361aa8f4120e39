//! lesson: 03
//! mistake: a wait with a deadline is on the waiting list as one for the `deadline`: on which condition, nobody can tell
//! expect: thread `waiter` waits on the condition `deadline`
//! file: capstone/src/threads/condition.rs
impl Condition {
    pub fn wait_until<'a, T>(&self, guard: Guard<'a, T>, deadline: Instant) -> (Guard<'a, T>, bool) {
        let Guard { lock, inner } = guard;
        while_waiting(Place::Condition("deadline"), || {
            let inner = inner.release();
            let (inner, timed_out) = enter(sync::wait_until(&self.condvar, lock.mutex(), inner, deadline));
            (lock.guard(inner), timed_out)
        })
    }
}
