//! lesson: 02
//! mistake: a thread that waits for a lock goes on the list without the holder: nobody hears of a second lock by one thread
//! expect: the list must name the holder
use crate::threads::{Place, while_waiting};

impl<T> Lock<T> {
    pub fn lock(&self) -> Guard<'_, T> {
        let inner = match self.try_enter() {
            Some(inner) => inner,
            None => self.wait_for_lock(),
        };
        self.guard(inner)
    }

    #[cold]
    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        while_waiting(Place::Lock(self.name), || {
            spin(|| self.try_enter()).unwrap_or_else(|| enter(self.mutex.lock()))
        })
    }
}
