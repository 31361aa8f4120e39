//! lesson: 02
//! mistake: waits without going on the waiting list
//! expect: the waiting list must show a thread as long as it waits for a lock
impl<T> Lock<T> {
    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        spin(|| self.try_enter()).unwrap_or_else(|| enter(self.mutex.lock()))
    }
}
