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
mod door {
    //! The explorer's condition variable is more faithful than a real one has to be: it never returns early, and a
    //! timed wait never times out. Both would hide mistakes, so the two functions below put them back.

    pub use shuttle::sync::{Condvar, Mutex, MutexGuard, atomic};
    pub use shuttle::{thread, thread_local};

    use shuttle::rand::{Rng, thread_rng};
    use std::sync::{LockResult, PoisonError};
    use std::time::{Duration, Instant};

    /// Longer than any model runs.
    const FAR: Duration = Duration::from_secs(1800);

    /// One wait of eight returns without a notification, as POSIX allows: this catches `if` for `while`.
    pub(crate) fn wait<'a, T>(
        condvar: &Condvar,
        mutex: &'a Mutex<T>,
        guard: MutexGuard<'a, T>,
    ) -> LockResult<MutexGuard<'a, T>> {
        if thread_rng().gen_ratio(1, 8) { let_others_run(mutex, guard) } else { condvar.wait(guard) }
    }

    /// A deadline may pass at any instant, so a timed wait does not block here: a random bit decides why it ended. Only
    /// a deadline that is far away never passes, and then this is [`wait`].
    pub(crate) fn wait_until<'a, T>(
        condvar: &Condvar,
        mutex: &'a Mutex<T>,
        guard: MutexGuard<'a, T>,
        deadline: Instant,
    ) -> LockResult<(MutexGuard<'a, T>, bool)> {
        let far = deadline.saturating_duration_since(Instant::now()) > FAR;
        let timed_out = !far && thread_rng().gen_ratio(1, 2);
        match if far { wait(condvar, mutex, guard) } else { let_others_run(mutex, guard) } {
            Ok(guard) => Ok((guard, timed_out)),
            Err(poisoned) => Err(PoisonError::new((poisoned.into_inner(), timed_out))),
        }
    }

    fn let_others_run<'a, T>(mutex: &'a Mutex<T>, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        drop(guard);
        thread::yield_now();
        mutex.lock()
    }
}
