//! lesson: 02
//! mistake: looks again and again until the lock is free
//! expect: a thread that waits for the lock must sleep
impl<T> Lock<T> {
    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        while_waiting_for_lock(self.name, &self.holder, || {
            loop {
                if let Some(inner) = spin(|| self.try_enter()) {
                    return inner;
                }
            }
        })
    }
}
