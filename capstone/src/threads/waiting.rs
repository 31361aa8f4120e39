//! The waiting list: which thread of this process waits for what, right now.
//!
//! A program that hangs says nothing. This list lets a check (or a debugger's reader) see that `worker-2` sleeps on
//! `not_empty` and main waits to join it, which is most of the diagnosis. It costs nothing while threads run: only a
//! thread that has to wait writes to it, into a slot of its own.

#![allow(
    clippy::disallowed_types,
    reason = "a slot is held for a few instructions and never while a thread blocks, so no schedule explorer need know"
)]

use super::metering::Wait;
use super::place::Place;
use crate::sync::{thread, thread_local};
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// One line of the waiting list: a thread and what it waits for.
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

/// The waiting list: who waits for what, sorted by the thread's name. A snapshot: it may be old by the time you read it.
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

/// Runs `block`, which may block, with the calling thread on the list at `place` meanwhile; the meter times it, if it runs.
pub(super) fn while_waiting<R>(place: Place, block: impl FnOnce() -> R) -> R {
    let _time = Wait::begin(&place);
    let _entry = Entry::begin(place);
    block()
}

/// Takes the thread off the list again, also when its wait ends in a panic.
struct Entry(());

impl Entry {
    fn begin(place: Place) -> Self {
        set(Some(place));
        Self(())
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        set(None);
    }
}

/// Says where the calling thread waits. One that is being torn down has no slot any more, and waits unseen.
fn set(place: Option<Place>) {
    let _ = SLOT.try_with(|slot| *slot.place.lock().unwrap_or_else(PoisonError::into_inner) = place);
}

impl Slot {
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

impl fmt::Display for Waiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "thread `{}` {}", self.thread, self.place)
    }
}
