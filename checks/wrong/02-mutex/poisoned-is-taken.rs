//! lesson: 02
//! mistake: takes a poisoned mutex for one that is taken: each later call waits for a lock that is free
//! expect: a thread that finds the lock free must not go on the waiting list
impl<T> Lock<T> {
    fn try_enter(&self) -> Option<MutexGuard<'_, T>> {
        self.mutex.try_lock().ok()
    }
}
