//! lesson: 02
//! right: looks a few times before it goes on the waiting list, and sleeps as soon as it is there
impl<T> Lock<T> {
    pub fn lock(&self) -> Guard<'_, T> {
        match self.try_enter() {
            Some(inner) => self.guard(inner),
            None => self.guard(spin(|| self.try_enter()).unwrap_or_else(|| self.wait_for_lock())),
        }
    }

    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        while_waiting_for_lock(self.name, &self.holder, || match self.mutex.lock() {
            Ok(inner) => inner,
            Err(poisoned) => poisoned.into_inner(),
        })
    }
}
