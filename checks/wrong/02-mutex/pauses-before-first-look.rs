//! lesson: 02
//! mistake: lock pauses before its first look, too: a free lock costs a microsecond
//! expect: a thread that finds the lock free must take it at once
impl<T> Lock<T> {
    pub fn lock(&self) -> Guard<'_, T> {
        // `spin` tries by itself, up to three times: no try of our own is needed before it.
        let inner = spin(|| self.try_enter()).unwrap_or_else(|| self.wait_for_lock());
        self.guard(inner)
    }

    #[cold]
    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        while_waiting_for_lock(self.name, &self.holder, || enter(self.mutex.lock()))
    }
}
