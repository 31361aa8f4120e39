//! lesson: 02
//! right: goes on the waiting list only to sleep, not while it looks
impl<T> Lock<T> {
    #[cold]
    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        spin(|| self.try_enter())
            .unwrap_or_else(|| while_waiting_for_lock(self.name, &self.holder, || enter(self.mutex.lock())))
    }
}
