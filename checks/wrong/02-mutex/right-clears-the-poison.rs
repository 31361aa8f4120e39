//! lesson: 02
//! right: each entry clears the poison, so that the standard mutex is never found poisoned twice
impl<T> Lock<T> {
    pub fn lock(&self) -> Guard<'_, T> {
        let inner = match self.try_enter() {
            None => self.wait_for_lock(),
            Some(inner) => inner,
        };
        self.guard(inner)
    }

    pub fn into_inner(self) -> T {
        let Self { mutex, .. } = self;
        enter(mutex.into_inner())
    }

    fn try_enter(&self) -> Option<MutexGuard<'_, T>> {
        let result = match self.mutex.try_lock() {
            Err(TryLockError::WouldBlock) => return None,
            Err(TryLockError::Poisoned(poisoned)) => Err(poisoned),
            Ok(guard) => Ok(guard),
        };
        let guard = enter(result);
        self.mutex.clear_poison();
        Some(guard)
    }

    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        while_waiting_for_lock(self.name, &self.holder, || match spin(|| self.try_enter()) {
            Some(guard) => guard,
            None => {
                let guard = enter(self.mutex.lock());
                self.mutex.clear_poison();
                guard
            }
        })
    }
}

pub(super) fn enter<G>(result: Result<G, PoisonError<G>>) -> G {
    match result {
        Ok(guard) => guard,
        Err(poisoned) => poisoned.into_inner(),
    }
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        Deref::deref(&self.inner)
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        DerefMut::deref_mut(&mut self.inner)
    }
}
