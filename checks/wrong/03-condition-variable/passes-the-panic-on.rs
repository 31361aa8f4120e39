//! lesson: 03
//! mistake: panics if another thread has panicked under the lock
//! expect: a sleeper must wake in good order after another thread panicked under its lock
//! file: capstone/src/threads/condition.rs
impl Condition {
    pub fn wait<'a, T>(&self, guard: Guard<'a, T>) -> Guard<'a, T> {
        let Guard { lock, inner } = guard;
        while_waiting(Place::Condition(self.name), || {
            let waited = sync::wait(&self.condvar, lock.mutex(), inner.release());
            lock.guard(waited.unwrap_or_else(|_| panic!("the lock is poisoned")))
        })
    }
}
