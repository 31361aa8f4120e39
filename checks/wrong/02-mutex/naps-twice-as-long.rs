//! lesson: 02
//! mistake: naps between two looks, twice as long each time: nearly no CPU, and nobody wakes it when the lock is free
//! expect: a thread that waits for the lock must sleep
use crate::sync::thread;
use std::time::Duration;

impl<T> Lock<T> {
    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        while_waiting_for_lock(self.name, &self.holder, || {
            let mut nap = Duration::from_micros(1);
            loop {
                if let Some(inner) = self.try_enter() {
                    return inner;
                }
                thread::sleep(nap);
                nap = (nap * 2).min(Duration::from_secs(1));
            }
        })
    }
}
