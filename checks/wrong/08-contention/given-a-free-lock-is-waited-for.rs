//! lesson: 08
//! mistake: goes on the waiting list before it has looked whether the lock is free
//! expect: a lock that nobody else wants must not count as contended
//! file: capstone/src/threads/lock.rs

impl<T> Lock<T> {
    pub fn lock(&self) -> Guard<'_, T> {
        let inner = self.wait_for_lock();
        self.guard(inner)
    }
}
