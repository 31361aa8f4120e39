//! lesson: 02
//! mistake: calls `spin` up to ten times before it sleeps, not once
//! expect: a thread that waits long must look a few times, and then sleep
impl<T> Lock<T> {
    pub fn lock(&self) -> Guard<'_, T> {
        let inner = self.try_enter().unwrap_or_else(|| self.wait_for_lock());
        self.guard(inner)
    }

    #[cold]
    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        while_waiting_for_lock(self.name, &self.holder, || {
            (0..10).find_map(|_| spin(|| self.try_enter())).unwrap_or_else(|| enter(self.mutex.lock()))
        })
    }
}
