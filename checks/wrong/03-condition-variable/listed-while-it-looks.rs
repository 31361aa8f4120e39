//! lesson: 03
//! mistake: wait_while is on the waiting list from its first look to its last, though it may never sleep
//! expect: a thread that looks, and need not sleep, must not be on the waiting list
impl Condition {
    pub fn wait_while<'a, T>(
        &self,
        guard: Guard<'a, T>,
        mut blocked: impl FnMut(&mut T) -> bool,
    ) -> Guard<'a, T> {
        while_waiting(Place::Condition(self.name), move || {
            let mut guard = guard;
            while blocked(&mut *guard) {
                let lock = guard.lock;
                let inner = guard.inner.release();
                guard = lock.guard(enter(sync::wait(&self.condvar, lock.mutex(), inner)));
            }
            guard
        })
    }
}
