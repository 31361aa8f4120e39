//! lesson: 03
//! mistake: unlocks, and sleeps in a second step: what is notified in between is lost
//! expect: a thread that waits must unlock and fall asleep in one step
//! file: capstone/src/threads/condition.rs
impl Condition {
    pub fn wait<'a, T>(&self, guard: Guard<'a, T>) -> Guard<'a, T> {
        let lock = guard.lock;
        drop(guard);
        let inner = enter(lock.mutex().lock());
        while_waiting(Place::Condition(self.name), || {
            lock.guard(enter(sync::wait(&self.condvar, lock.mutex(), inner)))
        })
    }
}
