//! lesson: 03
//! right: both waits are one function, which is told how to sleep
//! file: capstone/src/threads/condition.rs
use crate::sync::MutexGuard;

impl Condition {
    pub fn wait<'a, T>(&self, guard: Guard<'a, T>) -> Guard<'a, T> {
        self.asleep(guard, |condvar, mutex, inner| (enter(sync::wait(condvar, mutex, inner)), ())).0
    }

    pub fn wait_until<'a, T>(&self, guard: Guard<'a, T>, deadline: Instant) -> (Guard<'a, T>, bool) {
        self.asleep(guard, |condvar, mutex, inner| enter(sync::wait_until(condvar, mutex, inner, deadline)))
    }

    fn asleep<'a, T, R>(
        &self,
        guard: Guard<'a, T>,
        sleep: impl FnOnce(&Condvar, &'a sync::Mutex<T>, MutexGuard<'a, T>) -> (MutexGuard<'a, T>, R),
    ) -> (Guard<'a, T>, R) {
        let Guard { lock, inner } = guard;
        while_waiting(Place::Condition(self.name), || {
            let (inner, result) = sleep(&self.condvar, lock.mutex(), inner.release());
            (lock.guard(inner), result)
        })
    }
}
