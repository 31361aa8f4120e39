//! lesson: 02
//! mistake: `try_enter` waits for the lock
//! expect: the waiting list must show a thread as long as it waits for a lock
impl<T> Lock<T> {
    fn try_enter(&self) -> Option<MutexGuard<'_, T>> {
        Some(enter(self.mutex.lock()))
    }
}
