//! `capstone/src/threads/metering.rs` without a meter: a guard, and no wait that anybody times.

use super::holder::Holder;
use super::place::Place;
use crate::sync::MutexGuard;
use std::ops::{Deref, DerefMut};

#[derive(Debug)]
pub(super) struct Stopwatch(&'static str);

impl Stopwatch {
    pub(super) fn new(lock: &'static str) -> Self {
        Self(lock)
    }

    /// The lock's name.
    pub(super) fn lock(&self) -> &'static str {
        self.0
    }
}

#[derive(Debug)]
pub(super) struct TimedGuard<'a, T>(MutexGuard<'a, T>);

impl<'a, T> TimedGuard<'a, T> {
    #[inline]
    pub(super) fn new(_watch: &Stopwatch, _holder: &Holder, guard: MutexGuard<'a, T>) -> Self {
        Self(guard)
    }

    #[inline]
    pub(super) fn release(self) -> MutexGuard<'a, T> {
        self.0
    }
}

impl<T> Deref for TimedGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for TimedGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

pub(crate) struct Wait;

impl Wait {
    pub(crate) fn begin(_place: &Place) -> Option<Self> {
        None
    }
}
