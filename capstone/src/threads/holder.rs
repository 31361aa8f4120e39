//! Which thread holds a lock: known only in a debug build, because it costs as much as the lock itself.
//!
//! With it, a thread that locks twice panics at once, instead of waiting for itself for ever, and the waiting list says
//! for which thread another one waits.

#![allow(
    clippy::disallowed_types,
    reason = "held for a few instructions and never while a thread blocks, so no schedule explorer need know"
)]

#[cfg(debug_assertions)]
use crate::sync::thread;
use crate::sync::thread::Thread;
#[cfg(debug_assertions)]
use std::sync::{Arc, Mutex, PoisonError};

/// The thread that holds a lock. Clones are of the same lock. Nothing at all in a release build.
#[derive(Debug, Clone, Default)]
pub(super) struct Holder {
    #[cfg(debug_assertions)]
    thread: Arc<Mutex<Option<Thread>>>,
}

/// The calling thread counts as the holder until this is dropped. Drop it before the unlock; otherwise it would clear
/// the next holder.
#[derive(Debug)]
pub(super) struct Holding(Holder);

impl Holder {
    /// The calling thread has just taken the lock.
    #[inline]
    pub(super) fn hold(&self) -> Holding {
        #[cfg(debug_assertions)]
        self.set(Some(thread::current()));
        Holding(self.clone())
    }

    /// The thread that holds the lock, if that is known.
    pub(super) fn thread(&self) -> Option<Thread> {
        #[cfg(debug_assertions)]
        return self.thread.lock().unwrap_or_else(PoisonError::into_inner).clone();
        #[cfg(not(debug_assertions))]
        None
    }

    #[cfg(debug_assertions)]
    fn set(&self, thread: Option<Thread>) {
        *self.thread.lock().unwrap_or_else(PoisonError::into_inner) = thread;
    }
}

#[cfg(debug_assertions)]
impl Drop for Holding {
    fn drop(&mut self) {
        self.0.set(None);
    }
}
