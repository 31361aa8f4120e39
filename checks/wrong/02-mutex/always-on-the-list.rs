//! lesson: 02
//! mistake: goes on the waiting list without having tried whether the lock is free
//! expect: a thread that finds the lock free must not go on the waiting list
impl<T> Lock<T> {
    pub fn lock(&self) -> Guard<'_, T> {
        self.guard(self.wait_for_lock())
    }
}
