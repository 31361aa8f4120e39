//! The board: which thread of this process waits where, right now.
//!
//! A program that hangs says nothing. This board lets a check (or a debugger's reader) see that `worker-2` sleeps on
//! `not_empty` and main waits to join it, which is most of the diagnosis. It costs nothing while threads run: only a
//! thread that has to wait writes to it, into a slot of its own.

#![allow(
    clippy::disallowed_types,
    reason = "a slot is held for a few instructions and never while a thread blocks, so no schedule explorer need know"
)]

use super::watcher::Wait;
use crate::sync::{thread, thread_local};
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What a blocked thread waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The lock of this name, held by another thread.
    Lock(&'static str),
    /// A notification of the condition of this name.
    Condition(&'static str),
    /// The end of the thread of this name.
    Join(String),
}

/// One line of the board: a thread and what it waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiter {
    /// A number that no other thread of this process has, for names may be shared.
    pub id: u64,
    /// The thread's name, `unnamed` if it has none.
    pub thread: String,
    /// What it waits for.
    pub place: Place,
}

struct Slot {
    id: u64,
    thread: String,
    place: Mutex<Option<Place>>,
}

static SLOTS: Mutex<Vec<Arc<Slot>>> = Mutex::new(Vec::new());
static NEXT_ID: AtomicU64 = AtomicU64::new(0);

thread_local! {
    static SLOT: Arc<Slot> = new_slot();
}

/// Who waits where, sorted by the thread's name. A snapshot: it may be old by the time you read it.
///
/// ```
/// use capstone::threads::{Condition, Lock, Place, waiting};
///
/// let (ready, bell) = (Lock::new("ready", false), Condition::new("bell"));
/// std::thread::scope(|scope| {
///     scope.spawn(|| drop(bell.wait_while(ready.lock(), |ready| !*ready)));
///     while !waiting().iter().any(|waiter| waiter.place == Place::Condition("bell")) {
///         std::thread::yield_now();
///     }
///     *ready.lock() = true;
///     bell.notify_one();
/// });
/// ```
pub fn waiting() -> Vec<Waiter> {
    let slots = SLOTS.lock().unwrap_or_else(PoisonError::into_inner);
    let mut waiters: Vec<Waiter> = slots.iter().filter_map(|slot| slot.waiter()).collect();
    waiters.sort_by(|a, b| a.thread.cmp(&b.thread));
    waiters
}

/// Runs `block`, which may block, with the calling thread shown at `place` meanwhile.
pub(super) fn while_waiting<R>(place: Place, block: impl FnOnce() -> R) -> R {
    // A thread that is being torn down has no slot any more, and then waits unseen.
    let slot = SLOT.try_with(Arc::clone).ok();
    let _time = Wait::begin(&place);
    let _visit = slot.as_deref().map(|slot| Visit::begin(slot, place));
    block()
}

/// Takes the place off the board again, also when `block` panics.
struct Visit<'a>(&'a Slot);

impl<'a> Visit<'a> {
    fn begin(slot: &'a Slot, place: Place) -> Self {
        slot.set(Some(place));
        Self(slot)
    }
}

impl Drop for Visit<'_> {
    fn drop(&mut self) {
        self.0.set(None);
    }
}

impl Slot {
    fn set(&self, place: Option<Place>) {
        *self.place.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }

    fn waiter(&self) -> Option<Waiter> {
        let place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        place.clone().map(|place| Waiter { id: self.id, thread: self.thread.clone(), place })
    }
}

fn new_slot() -> Arc<Slot> {
    let thread = thread::current().name().unwrap_or("unnamed").to_owned();
    let id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
    let slot = Arc::new(Slot { id, thread, place: Mutex::new(None) });
    let mut slots = SLOTS.lock().unwrap_or_else(PoisonError::into_inner);
    // A slot that only this list still holds belongs to a thread that has ended.
    slots.retain(|slot| Arc::strong_count(slot) > 1);
    slots.push(Arc::clone(&slot));
    slot
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Lock(name) => write!(f, "waits for the lock `{name}`"),
            Place::Condition(name) => write!(f, "waits on the condition `{name}`"),
            Place::Join(name) => write!(f, "waits for the thread `{name}` to end"),
        }
    }
}

impl fmt::Display for Waiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "thread `{}` {}", self.thread, self.place)
    }
}
