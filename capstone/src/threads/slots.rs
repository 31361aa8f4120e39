//! A slot for each thread of this process, in which it says what it waits for and what it holds.
//!
//! Only the thread itself writes to its slot, and anybody may read all of them.

#![allow(
    clippy::disallowed_types,
    reason = "a slot is held for a few instructions and never while a thread blocks, so no schedule explorer need know"
)]

use super::place::Place;
use crate::sync::{thread, thread_local};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a thread says of itself.
pub(super) struct Slot {
    /// A number that no other thread of this process has, for names may be shared.
    pub(super) id: u64,
    /// The thread's name, `unnamed` if it has none.
    pub(super) thread: String,
    wait: Mutex<Option<Wait>>,
    /// The locks that the thread holds. Empty in a release build.
    held: Mutex<Vec<LockId>>,
}

/// What a thread waits for; if it is a lock, which.
#[derive(Debug, Clone)]
pub(super) struct Wait {
    pub(super) place: Place,
    pub(super) lock: Option<LockId>,
}

/// A lock that is taken or waited for, and so stays where it is, by its place in memory: names may be shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LockId(usize);

static SLOTS: Mutex<Vec<Arc<Slot>>> = Mutex::new(Vec::new());
static NEXT_ID: AtomicU64 = AtomicU64::new(0);

thread_local! {
    static SLOT: Arc<Slot> = new_slot();
}

/// The slots of all threads that live, in no order.
pub(super) fn all() -> Vec<Arc<Slot>> {
    enter(&SLOTS).iter().filter(|slot| Arc::strong_count(slot) > 1).cloned().collect()
}

/// Runs `body` with the slot of the calling thread. One that is being torn down has none any more.
pub(super) fn with_mine<R>(body: impl FnOnce(&Slot) -> R) -> Option<R> {
    SLOT.try_with(|slot| body(slot)).ok()
}

impl Slot {
    pub(super) fn set_wait(&self, wait: Option<Wait>) {
        *enter(&self.wait) = wait;
    }

    pub(super) fn wait(&self) -> Option<Wait> {
        enter(&self.wait).clone()
    }

    pub(super) fn add_held(&self, lock: LockId) {
        enter(&self.held).push(lock);
    }

    pub(super) fn remove_held(&self, lock: LockId) {
        enter(&self.held).retain(|held| *held != lock);
    }

    pub(super) fn holds(&self, lock: LockId) -> bool {
        enter(&self.held).contains(&lock)
    }
}

impl LockId {
    /// The lock of which `part` is a part that does not move as long as the lock is taken or waited for.
    pub(super) fn of<T>(part: &T) -> Self {
        Self(std::ptr::from_ref(part).addr())
    }
}

fn new_slot() -> Arc<Slot> {
    let thread = thread::current().name().unwrap_or("unnamed").to_owned();
    let id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
    let slot = Arc::new(Slot { id, thread, wait: Mutex::new(None), held: Mutex::new(Vec::new()) });
    let mut slots = enter(&SLOTS);
    // A slot that only this list still holds belongs to a thread that has ended.
    slots.retain(|slot| Arc::strong_count(slot) > 1);
    slots.push(Arc::clone(&slot));
    slot
}

fn enter<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
