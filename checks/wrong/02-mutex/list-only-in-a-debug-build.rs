//! lesson: 02
//! mistake: takes the waiting list for an aid of debugging: in a release build no waiting thread is on it
//! expect: a release build must do all that a debug build does
impl<T> Lock<T> {
    #[cold]
    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        let wait = || spin(|| self.try_enter()).unwrap_or_else(|| enter(self.mutex.lock()));
        if cfg!(debug_assertions) { while_waiting_for_lock(self.name, &self.holder, wait) } else { wait() }
    }
}
