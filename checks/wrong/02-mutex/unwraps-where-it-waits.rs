//! lesson: 02
//! mistake: follows the poison policy where it looks and not where it waits: there it unwraps what the standard lock gives
//! expect: a thread that waits while the holder panics must get the lock, but the waiter panicked too
impl<T> Lock<T> {
    #[cold]
    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        spin(|| self.try_enter())
            .unwrap_or_else(|| while_waiting_for_lock(self.name, &self.holder, || self.mutex.lock().unwrap()))
    }
}
