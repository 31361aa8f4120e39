//! lesson: 03
//! mistake: waits without going on the waiting list
//! expect: the waiting list must show a thread as long as it waits on a condition
//! file: capstone/src/threads/condition.rs
impl Condition {
    pub fn wait<'a, T>(&self, guard: Guard<'a, T>) -> Guard<'a, T> {
        let Guard { lock, inner } = guard;
        lock.guard(enter(sync::wait(&self.condvar, lock.mutex(), inner.release())))
    }
}
