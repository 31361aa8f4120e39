//! lesson: 02
//! mistake: lets other threads have the CPU between two looks, and never sleeps
//! expect: a thread that waits for the lock must sleep
use crate::sync::thread;

impl<T> Lock<T> {
    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        while_waiting_for_lock(self.name, &self.holder, || {
            loop {
                match self.try_enter() {
                    Some(inner) => return inner,
                    None => thread::yield_now(),
                }
            }
        })
    }
}
