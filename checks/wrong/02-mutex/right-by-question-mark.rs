//! lesson: 02
//! right: one closure for all ways in; whoever finds the lock taken looks twice before the list, by `or_else`
impl<T> Lock<T> {
    pub fn lock(&self) -> Guard<'_, T> {
        let inner = self.try_enter().or_else(|| self.try_enter());
        self.guard(inner.unwrap_or_else(|| self.wait_for_lock()))
    }

    fn try_enter(&self) -> Option<MutexGuard<'_, T>> {
        self.mutex
            .try_lock()
            .or_else(|error| match error {
                TryLockError::Poisoned(poisoned) => Ok(poisoned.into_inner()),
                TryLockError::WouldBlock => Err(()),
            })
            .ok()
    }
}
