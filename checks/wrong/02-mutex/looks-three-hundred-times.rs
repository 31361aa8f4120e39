//! lesson: 02
//! mistake: a waiter looks 300 times before it sleeps, not three: most of a millisecond of CPU for each long wait
//! expect: a thread that waits long must look a few times, and then sleep
impl<T> Lock<T> {
    #[cold]
    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        while_waiting_for_lock(self.name, &self.holder, || {
            // A sleep is expensive: only if the holder really takes its time.
            (0..100).find_map(|_| spin(|| self.try_enter())).unwrap_or_else(|| enter(self.mutex.lock()))
        })
    }
}
