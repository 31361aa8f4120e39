//! lesson: 03
//! mistake: wait ends each minute, to be safe: polling, which hides a lost wake-up
//! expect: did not sleep until it is woken
use std::time::Duration;

impl Condition {
    /// Releases the lock and sleeps, in one step; holds the lock again on return.
    pub fn wait<'a, T>(&self, guard: Guard<'a, T>) -> Guard<'a, T> {
        let Guard { lock, inner } = guard;
        // It may return early anyway. So, to be safe, nobody sleeps for longer than a minute.
        let latest = Instant::now() + Duration::from_secs(60);
        let (inner, _) = while_waiting(Place::Condition(self.name), || {
            enter(sync::wait_until(&self.condvar, lock.mutex(), inner.release(), latest))
        });
        lock.guard(inner)
    }
}
