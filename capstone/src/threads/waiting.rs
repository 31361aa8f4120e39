//! The waiting list: which thread of this process waits for what, right now.
//!
//! A program that hangs says nothing. This list shows a check (or a person with a debugger) that `worker-2` sleeps on
//! `not_empty` and main waits to join it, which is most of the diagnosis. It costs nothing while threads run: only a
//! thread that has to wait writes to it, into a slot of its own. A debug build also names the holder of each lock.

#![allow(
    clippy::disallowed_types,
    reason = "a slot is held for a few instructions and never while a thread blocks, so no schedule explorer need know"
)]

use super::holder::Holder;
use super::metering::Wait;
use super::place::Place;
use crate::sync::thread::{self, Thread};
use crate::sync::thread_local;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// One line of the waiting list: a thread and what it waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiter {
    /// A number that no other thread of this process has, because two threads may have one name.
    pub id: u64,
    /// The thread's name, `unnamed` if it has none.
    pub thread: String,
    /// What it waits for.
    pub place: Place,
    /// The thread that holds the lock it waits for, if that is known: in a debug build.
    pub holder: Option<String>,
}

struct Slot {
    id: u64,
    thread: String,
    wait: Mutex<Option<Wanted>>,
}

/// What a thread waits for; if it is a lock, its holder.
struct Wanted {
    place: Place,
    holder: Option<Holder>,
}

static SLOTS: Mutex<Vec<Arc<Slot>>> = Mutex::new(Vec::new());
static NEXT_ID: AtomicU64 = AtomicU64::new(0);

thread_local! {
    static SLOT: Arc<Slot> = new_slot();
}

/// The waiting list: which thread waits for what, sorted by the thread's name. It is a snapshot, and may be out of date
/// when you read it.
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
    let slots = enter(&SLOTS);
    let mut waiters: Vec<Waiter> = slots.iter().filter_map(|slot| slot.waiter()).collect();
    waiters.sort_by(|a, b| a.thread.cmp(&b.thread));
    waiters
}

/// Runs `block`, which may block, with the calling thread on the list at `place` meanwhile; the meter times it, if it runs.
pub(crate) fn while_waiting<R>(place: Place, block: impl FnOnce() -> R) -> R {
    wait_for(Wanted { place, holder: None }, block)
}

/// The same for the lock called `name`.
///
/// # Panics
///
/// In a debug build, if the calling thread holds the lock already: it would wait for itself, for ever.
pub(super) fn while_waiting_for_lock<R>(name: &'static str, holder: &Holder, block: impl FnOnce() -> R) -> R {
    let me = thread::current();
    if holder.thread().is_some_and(|holder| holder.id() == me.id()) {
        panic!("`{}` locks `{name}`, which it already holds", name_of(&me));
    }
    wait_for(Wanted { place: Place::Lock(name), holder: Some(holder.clone()) }, block)
}

fn wait_for<R>(wanted: Wanted, block: impl FnOnce() -> R) -> R {
    let _time = Wait::begin(&wanted.place);
    let _entry = Entry::begin(wanted);
    block()
}

/// Takes the thread off the list again, also when its wait ends in a panic.
struct Entry(());

impl Entry {
    fn begin(wanted: Wanted) -> Self {
        set(Some(wanted));
        Self(())
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        set(None);
    }
}

/// Stores what the calling thread waits for. A thread that is being torn down has no slot any more, and is not on the
/// list.
fn set(wanted: Option<Wanted>) {
    let _ = SLOT.try_with(|slot| *enter(&slot.wait) = wanted);
}

impl Slot {
    fn waiter(&self) -> Option<Waiter> {
        let wait = enter(&self.wait);
        let Wanted { place, holder } = wait.as_ref()?;
        let holder = holder.as_ref().and_then(Holder::thread).map(|holder| name_of(&holder));
        Some(Waiter { id: self.id, thread: self.thread.clone(), place: place.clone(), holder })
    }
}

fn enter<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn name_of(thread: &Thread) -> String {
    thread.name().unwrap_or("unnamed").to_owned()
}

fn new_slot() -> Arc<Slot> {
    let thread = name_of(&thread::current());
    let id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
    let slot = Arc::new(Slot { id, thread, wait: Mutex::new(None) });
    let mut slots = enter(&SLOTS);
    // A slot that only this list still holds belongs to a thread that has ended.
    slots.retain(|slot| Arc::strong_count(slot) > 1);
    slots.push(Arc::clone(&slot));
    slot
}

impl fmt::Display for Waiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "thread `{}` {}", self.thread, self.place)?;
        self.holder.iter().try_for_each(|holder| write!(f, ", which `{holder}` holds"))
    }
}
