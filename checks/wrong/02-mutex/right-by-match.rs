//! lesson: 02
//! right: writes the poison policy as a match, and the wait as two steps
pub(super) fn enter<G>(result: Result<G, PoisonError<G>>) -> G {
    match result {
        Ok(guard) => guard,
        Err(poisoned) => poisoned.into_inner(),
    }
}

impl<T> Lock<T> {
    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        let wait = || {
            if let Some(inner) = spin(|| self.try_enter()) {
                return inner;
            }
            match self.mutex.lock() {
                Ok(inner) => inner,
                Err(poisoned) => poisoned.into_inner(),
            }
        };
        while_waiting_for_lock(self.name, &self.holder, wait)
    }
}
