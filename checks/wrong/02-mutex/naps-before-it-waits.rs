//! lesson: 02
//! mistake: naps for a millisecond before it waits at the mutex, which may be free meanwhile
//! expect: was taken no sooner than

use std::time::Duration;
impl<T> Lock<T> {
    #[cold]
    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        while_waiting_for_lock(self.name, &self.holder, || {
            spin(|| self.try_enter())
                .or_else(|| {
                    // Most holders are done after that, and then no futex call is needed.
                    sync::thread::sleep(Duration::from_millis(1));
                    self.try_enter()
                })
                .unwrap_or_else(|| enter(self.mutex.lock()))
        })
    }
}
