//! The explorer's side of the door: its locks, conditions and atomics, each of which says what it is about to do.
//!
//! The explorer's condition variable is more faithful than a real one has to be: it never returns early, and a timed wait
//! never times out. Both would hide mistakes, so `wait` and `wait_until` put them back. The types are the explorer's own
//! with a name around them, for whoever listens (`trace.rs`).

pub mod atomic;

pub use shuttle::{thread, thread_local};

use super::trace::{Action, Event, tell};
use shuttle::rand::{Rng, thread_rng};
use shuttle::sync as explorer;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};
use std::time::{Duration, Instant};

/// Longer than any model runs.
const FAR: Duration = Duration::from_secs(1800);

/// The explorer's mutex, with a name.
pub struct Mutex<T> {
    name: &'static str,
    inner: explorer::Mutex<T>,
}

/// The right to touch a [`Mutex`]'s value.
#[derive(Debug)]
pub struct MutexGuard<'a, T> {
    mutex: &'a Mutex<T>,
    /// Nothing, once a wait has taken it.
    inner: Option<explorer::MutexGuard<'a, T>>,
}

/// The explorer's condition variable, with a name.
pub struct Condvar {
    name: &'static str,
    inner: explorer::Condvar,
}

/// A mutex that is told of by `name`.
pub(crate) fn mutex<T>(name: &'static str, value: T) -> Mutex<T> {
    Mutex { name, inner: explorer::Mutex::new(value) }
}

/// A condition variable that is told of by `name`.
pub(crate) fn condvar(name: &'static str) -> Condvar {
    Condvar { name, inner: explorer::Condvar::new() }
}

impl<T> Mutex<T> {
    /// A mutex without a name of its own.
    pub fn new(value: T) -> Self {
        mutex("a mutex", value)
    }

    /// Waits until it is free, and takes it.
    ///
    /// # Errors
    ///
    /// If a thread has panicked while it held the guard; the guard is in the error.
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        tell(Event::Next(Action::Lock(self.name)));
        let result = self.inner.lock();
        tell(Event::Took(self.name));
        match result {
            Ok(inner) => Ok(self.guard(inner)),
            Err(poisoned) => Err(PoisonError::new(self.guard(poisoned.into_inner()))),
        }
    }

    /// Takes it if it is free.
    ///
    /// # Errors
    ///
    /// If another thread holds it, or one has panicked while it held the guard.
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        tell(Event::Next(Action::Lock(self.name)));
        let result = match self.inner.try_lock() {
            Ok(inner) => Ok(self.guard(inner)),
            Err(TryLockError::Poisoned(poisoned)) => {
                Err(TryLockError::Poisoned(PoisonError::new(self.guard(poisoned.into_inner()))))
            }
            Err(TryLockError::WouldBlock) => return Err(TryLockError::WouldBlock),
        };
        tell(Event::Took(self.name));
        result
    }

    /// The value, once nobody shares the mutex any more.
    ///
    /// # Errors
    ///
    /// If a thread has panicked while it held the guard; the value is in the error.
    pub fn into_inner(self) -> LockResult<T> {
        self.inner.into_inner()
    }

    fn guard<'a>(&'a self, inner: explorer::MutexGuard<'a, T>) -> MutexGuard<'a, T> {
        MutexGuard { mutex: self, inner: Some(inner) }
    }
}

/// The value, or that it is locked: who looks on does not disturb.
impl<T: fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<T> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        if let Some(inner) = self.inner.take() {
            tell(Event::Next(Action::Unlock(self.mutex.name)));
            drop(inner);
            tell(Event::Freed(self.mutex.name));
        }
    }
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.inner.as_ref().expect("a guard that waits is not looked at")
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.inner.as_mut().expect("a guard that waits is not looked at")
    }
}

impl Condvar {
    /// A condition variable without a name of its own.
    #[expect(
        clippy::new_without_default,
        reason = "the standard library's type has a `new`, and so has this"
    )]
    pub fn new() -> Self {
        condvar("a condition")
    }

    /// Releases the mutex and sleeps, in one step, until notified; holds the mutex again on return.
    ///
    /// # Errors
    ///
    /// If a thread has panicked while it held the mutex; the guard is in the error.
    pub fn wait<'a, T>(&self, mut guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        let mutex = guard.mutex;
        let inner = guard.inner.take().expect("a guard waits once");
        tell(Event::Next(Action::Wait(self.name, mutex.name)));
        let result = self.inner.wait(inner);
        tell(Event::Took(mutex.name));
        match result {
            Ok(inner) => Ok(mutex.guard(inner)),
            Err(poisoned) => Err(PoisonError::new(mutex.guard(poisoned.into_inner()))),
        }
    }

    /// Wakes one of the threads that sleep now, if any does.
    #[track_caller]
    pub fn notify_one(&self) {
        tell(Event::At(Location::caller()));
        tell(Event::Next(Action::NotifyOne(self.name)));
        self.inner.notify_one();
    }

    /// Wakes all threads that sleep now.
    #[track_caller]
    pub fn notify_all(&self) {
        tell(Event::At(Location::caller()));
        tell(Event::Next(Action::NotifyAll(self.name)));
        self.inner.notify_all();
    }
}

impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Condvar({})", self.name)
    }
}

/// One wait of eight returns without a notification, as POSIX allows: this catches `if` for `while`.
pub(crate) fn wait<'a, T>(
    condvar: &Condvar,
    _mutex: &'a Mutex<T>,
    guard: MutexGuard<'a, T>,
) -> LockResult<MutexGuard<'a, T>> {
    if thread_rng().gen_ratio(1, 8) {
        wait_a_moment(condvar, guard, Event::Woke(condvar.name))
    } else {
        condvar.wait(guard)
    }
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
    let why = if timed_out { Event::TimedOut(condvar.name) } else { Event::Woke(condvar.name) };
    match if far { wait(condvar, mutex, guard) } else { wait_a_moment(condvar, guard, why) } {
        Ok(guard) => Ok((guard, timed_out)),
        Err(poisoned) => Err(PoisonError::new((poisoned.into_inner(), timed_out))),
    }
}

/// Unlocks and sleeps, and is awake again for the reason `why` before any other thread runs. A notification that comes
/// later is not for this thread, whenever it gets the lock.
fn wait_a_moment<'a, T>(
    condvar: &Condvar,
    mut guard: MutexGuard<'a, T>,
    why: Event,
) -> LockResult<MutexGuard<'a, T>> {
    let mutex = guard.mutex;
    let inner = guard.inner.take().expect("a guard waits once");
    tell(Event::Next(Action::Wait(condvar.name, mutex.name)));
    drop(inner);
    tell(why);
    thread::yield_now();
    mutex.lock()
}
