//! All threads, mutexes, condition variables and atomics come from here.
//!
//! An ordinary build gets the standard library's. With the feature `shuttle` the same names are those of a schedule
//! explorer, which runs one thread at a time and chooses at every step which one goes on. Code that uses these names
//! can be model-checked; code that uses the standard library directly would hang the explorer, or hide from it.
//!
//! Only `threads/lock.rs` and `threads/condition.rs` may use a mutex or a condition variable from here.

pub use door::*;

#[cfg(not(feature = "shuttle"))]
mod door {
    pub use std::sync::{Condvar, Mutex, MutexGuard, atomic};
    pub use std::{thread, thread_local};

    use std::sync::{LockResult, PoisonError};
    use std::time::Instant;

    /// A mutex. Only an explorer asks for its name.
    pub(crate) fn mutex<T>(_name: &'static str, value: T) -> Mutex<T> {
        Mutex::new(value)
    }

    /// A condition variable. Only an explorer asks for its name.
    pub(crate) fn condvar(_name: &'static str) -> Condvar {
        Condvar::new()
    }

    /// Releases the mutex and sleeps, in one step, until notified; holds the mutex again on return.
    pub(crate) fn wait<'a, T>(
        condvar: &Condvar,
        _mutex: &'a Mutex<T>,
        guard: MutexGuard<'a, T>,
    ) -> LockResult<MutexGuard<'a, T>> {
        condvar.wait(guard)
    }

    /// Like [`wait`], but no longer than to `deadline`; says whether that was what ended it.
    pub(crate) fn wait_until<'a, T>(
        condvar: &Condvar,
        _mutex: &'a Mutex<T>,
        guard: MutexGuard<'a, T>,
        deadline: Instant,
    ) -> LockResult<(MutexGuard<'a, T>, bool)> {
        let timeout = deadline.saturating_duration_since(Instant::now());
        match condvar.wait_timeout(guard, timeout) {
            Ok((guard, result)) => Ok((guard, result.timed_out())),
            Err(poisoned) => {
                let (guard, result) = poisoned.into_inner();
                Err(PoisonError::new((guard, result.timed_out())))
            }
        }
    }
}

#[cfg(feature = "shuttle")]
#[path = "sync/explored.rs"]
mod door;
#[cfg(feature = "shuttle")]
#[path = "sync/trace.rs"]
pub mod trace;
