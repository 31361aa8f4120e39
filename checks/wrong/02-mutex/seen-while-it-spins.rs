//! lesson: 02
//! mistake: is on the waiting list while it looks, and not while it sleeps
//! expect: the waiting list must show a thread as long as it waits for a lock
impl<T> Lock<T> {
    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        let looks = || spin(|| self.try_enter());
        while_waiting_for_lock(self.name, &self.holder, looks).unwrap_or_else(|| enter(self.mutex.lock()))
    }
}
