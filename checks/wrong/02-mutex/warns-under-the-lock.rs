//! lesson: 02
//! mistake: each entry into a poisoned lock writes a warning to stderr, while others wait for the lock
//! expect: a lock must write nothing
impl<T> Lock<T> {
    #[inline]
    fn try_enter(&self) -> Option<MutexGuard<'_, T>> {
        match self.mutex.try_lock() {
            Ok(guard) => Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => Some(enter(Err(poisoned))),
            Err(TryLockError::WouldBlock) => None,
        }
    }
}

pub(super) fn enter<G>(result: Result<G, PoisonError<G>>) -> G {
    result.unwrap_or_else(|poisoned| {
        eprintln!("warning: a thread panicked while it held this lock");
        poisoned.into_inner()
    })
}
