//! `capstone/src/threads/lock.rs` without its seam: nothing in here could be measured.

use super::board::{self, Place};
use super::patience::look_again;
use crate::sync::{Mutex, MutexGuard};
use std::ops::{Deref, DerefMut};
use std::sync::{PoisonError, TryLockError};

#[derive(Debug)]
#[repr(C, align(64))]
pub struct Lock<T> {
    mutex: Mutex<T>,
    name: &'static str,
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
        let inner = match self.try_enter() {
            Some(inner) => inner,
            None => self.wait_for_lock(),
        };
        self.guard(inner)
    }

    pub(super) fn guard<'a>(&'a self, inner: MutexGuard<'a, T>) -> Guard<'a, T> {
        Guard { lock: self, inner: Held(inner) }
    }

    pub(super) fn mutex(&self) -> &Mutex<T> {
        &self.mutex
    }

    #[inline]
    fn try_enter(&self) -> Option<MutexGuard<'_, T>> {
        match self.mutex.try_lock() {
            Ok(inner) => Some(inner),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    #[cold]
    fn wait_for_lock(&self) -> MutexGuard<'_, T> {
        board::while_waiting(Place::Lock(self.name), || {
            look_again(|| self.try_enter()).unwrap_or_else(|| enter(self.mutex.lock()))
        })
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
