//! lesson: 02
//! mistake: passes a panic on to whoever comes next
//! expect: after a panic with the guard in hand, the next thread must get the lock
impl<T> Lock<T> {
    fn try_enter(&self) -> Option<MutexGuard<'_, T>> {
        match self.mutex.try_lock() {
            Ok(inner) => Some(inner),
            Err(TryLockError::WouldBlock) => None,
            Err(poisoned @ TryLockError::Poisoned(_)) => panic!("{poisoned}"),
        }
    }
}
