//! lesson: 02
//! mistake: panics if the lock is not free after some looks
//! expect: an adder did not get the lock, it panicked
impl<T> Lock<T> {
    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        while_waiting_for_lock(self.name, &self.holder, || {
            spin(|| self.try_enter()).expect("the lock was not free for a long time")
        })
    }
}
