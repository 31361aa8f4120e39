//! `capstone/src/threads/lock.rs` without its seam: nothing in here could be measured.

use super::board::{self, Place};
use crate::sync::{Mutex, MutexGuard};
use std::ops::{Deref, DerefMut};
use std::sync::{PoisonError, TryLockError};

#[derive(Debug)]
pub struct Lock<T> {
    name: &'static str,
    mutex: Mutex<T>,
}

#[derive(Debug)]
pub struct Guard<'a, T> {
    pub(super) lock: &'a Lock<T>,
    pub(super) inner: Held<'a, T>,
}

#[derive(Debug)]
pub(super) struct Held<'a, T>(MutexGuard<'a, T>);

impl<T> Lock<T> {
    pub fn new(name: &'static str, value: T) -> Self {
        Self { name, mutex: Mutex::new(value) }
    }

    pub fn lock(&self) -> Guard<'_, T> {
        let inner = match self.mutex.try_lock() {
            Ok(inner) => inner,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => self.wait_for_lock(),
        };
        self.guard(inner)
    }

    pub(super) fn guard<'a>(&'a self, inner: MutexGuard<'a, T>) -> Guard<'a, T> {
        Guard { lock: self, inner: Held(inner) }
    }

    pub(super) fn mutex(&self) -> &Mutex<T> {
        &self.mutex
    }

    #[cold]
    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        board::while_waiting(Place::Lock(self.name), || enter(self.mutex.lock()))
    }
}

pub(super) fn enter<G>(result: Result<G, PoisonError<G>>) -> G {
    result.unwrap_or_else(PoisonError::into_inner)
}

impl<'a, T> Held<'a, T> {
    pub(super) fn release(self) -> MutexGuard<'a, T> {
        self.0
    }
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner.0
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.inner.0
    }
}
