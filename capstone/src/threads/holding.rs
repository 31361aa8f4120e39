//! Who holds which lock. Known in a debug build alone, where it explains a hang: to keep the books costs as much as the lock.

use super::slots::{self, LockId};

/// The calling thread holds a lock, until this is dropped.
#[derive(Debug)]
pub(super) struct Holding(LockId);

impl Holding {
    /// The thread has just taken `lock`.
    #[inline]
    pub(super) fn begin(lock: LockId) -> Self {
        if cfg!(debug_assertions) {
            slots::with_mine(|slot| slot.add_held(lock));
        }
        Self(lock)
    }
}

impl Drop for Holding {
    #[inline]
    fn drop(&mut self) {
        if cfg!(debug_assertions) {
            slots::with_mine(|slot| slot.remove_held(self.0));
        }
    }
}
