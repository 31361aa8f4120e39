//! The waiting list: which thread of this process waits for what, right now.
//!
//! A program that hangs says nothing. This list lets a check (or a debugger's reader) see that `worker-2` sleeps on
//! `not_empty` and main waits to join it, which is most of the diagnosis. It costs nothing while threads run: only a
//! thread that has to wait writes to it. A debug build also knows who holds the lock that is waited for.

use super::metering;
use super::place::Place;
use super::slots::{self, LockId, Slot, Wait};
use std::fmt;
use std::sync::Arc;

/// One line of the waiting list: a thread and what it waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiter {
    /// A number that no other thread of this process has, for names may be shared.
    pub id: u64,
    /// The thread's name, `unnamed` if it has none.
    pub thread: String,
    /// What it waits for.
    pub place: Place,
    /// The thread that holds the lock it waits for, if that is known: in a debug build.
    pub holder: Option<String>,
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
    let slots = slots::all();
    let mut waiters: Vec<Waiter> = slots.iter().filter_map(|slot| waiter(slot, &slots)).collect();
    waiters.sort_by(|a, b| a.thread.cmp(&b.thread));
    waiters
}

fn waiter(slot: &Slot, slots: &[Arc<Slot>]) -> Option<Waiter> {
    let Wait { place, lock } = slot.wait()?;
    let holder = slots.iter().find(|slot| lock.is_some_and(|lock| slot.holds(lock)));
    let holder = holder.map(|slot| slot.thread.clone());
    Some(Waiter { id: slot.id, thread: slot.thread.clone(), place, holder })
}

/// Runs `block`, which may block, with the calling thread on the list at `place` meanwhile; the meter times it, if it runs.
pub(crate) fn while_waiting<R>(place: Place, block: impl FnOnce() -> R) -> R {
    wait_for(Wait { place, lock: None }, block)
}

/// The same for a lock.
///
/// # Panics
///
/// In a debug build, if the calling thread holds the lock already: it would wait for itself, for ever.
pub(super) fn while_waiting_for_lock<R>(lock: LockId, name: &'static str, block: impl FnOnce() -> R) -> R {
    if let Some(Some(thread)) = slots::with_mine(|slot| slot.holds(lock).then(|| slot.thread.clone())) {
        panic!("`{thread}` locks `{name}`, which it already holds");
    }
    wait_for(Wait { place: Place::Lock(name), lock: Some(lock) }, block)
}

fn wait_for<R>(wait: Wait, block: impl FnOnce() -> R) -> R {
    let _time = metering::Wait::begin(&wait.place);
    let _entry = Entry::begin(wait);
    block()
}

/// Takes the thread off the list again, also when its wait ends in a panic.
struct Entry(());

impl Entry {
    fn begin(wait: Wait) -> Self {
        slots::with_mine(|slot| slot.set_wait(Some(wait)));
        Self(())
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        slots::with_mine(|slot| slot.set_wait(None));
    }
}

impl fmt::Display for Waiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "thread `{}` {}", self.thread, self.place)?;
        self.holder.iter().try_for_each(|holder| write!(f, ", which `{holder}` holds"))
    }
}
