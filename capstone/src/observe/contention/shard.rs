//! Each thread's account, in a place where the meter can find it.
//!
//! An account has a mutex, but one that only its own thread takes, except for the moment in which somebody reads the
//! meter. So it is free whenever that thread wants it. When a thread ends, its account is added to the others that have
//! ended: what it did is not lost, and a program that makes threads without end does not fill the memory.

#![allow(
    clippy::disallowed_types,
    reason = "held for a few instructions, and never used with a schedule explorer: there the meter is off"
)]

use super::Contention;
use super::account::Account;
use crate::sync::{thread, thread_local};
use crate::threads::{Place, Watcher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

struct Shard {
    thread: String,
    account: Mutex<Account>,
}

#[derive(Default)]
struct Registry {
    alive: Vec<Arc<Shard>>,
    /// The accounts of those that have ended, added up.
    ended: Contention,
}

/// Locked before any account, never while one is locked.
static REGISTRY: LazyLock<Mutex<Registry>> = LazyLock::new(Mutex::default);

thread_local! {
    static MINE: Mine = Mine::open();
}

/// The thread's own end of its shard, dropped when the thread ends.
struct Mine(Arc<Shard>);

/// Whom the threads tell: each finds its own account. One that is being torn down has none any more, and does not count.
pub(super) struct Accounts;

impl Watcher for Accounts {
    fn wait_begins(&self, place: Place, now: Instant) {
        with_account(|account| account.begin_wait(place, now));
    }

    fn wait_ends(&self, now: Instant) {
        with_account(|account| account.end_wait(now));
    }

    fn hold_ended(&self, lock: &'static str, timed: Option<(Duration, u32)>) {
        with_account(|account| account.count_hold(lock, timed));
    }
}

fn with_account(entry: impl FnOnce(&mut Account)) {
    let _ = MINE.try_with(|mine| entry(&mut mine.0.account()));
}

/// Begins all accounts anew.
pub(super) fn restart() {
    let mut registry = lock(&REGISTRY);
    registry.ended = Contention::default();
    let now = Instant::now();
    registry.alive.iter().for_each(|shard| shard.account().restart(now));
}

/// Adds up all accounts, those of threads that have ended too.
pub(super) fn total() -> Contention {
    let registry = lock(&REGISTRY);
    let mut total = registry.ended.clone();
    registry.alive.iter().for_each(|shard| shard.add_to(&mut total));
    total
}

impl Mine {
    fn open() -> Self {
        let thread = thread::current().name().unwrap_or("unnamed").to_owned();
        let shard = Arc::new(Shard { thread, account: Mutex::new(Account::new(Instant::now())) });
        lock(&REGISTRY).alive.push(Arc::clone(&shard));
        Self(shard)
    }
}

impl Drop for Mine {
    fn drop(&mut self) {
        let mut registry = lock(&REGISTRY);
        registry.alive.retain(|shard| !Arc::ptr_eq(shard, &self.0));
        // A panic here would end the process.
        let _ = catch_unwind(AssertUnwindSafe(|| self.0.add_to(&mut registry.ended)));
    }
}

impl Shard {
    fn account(&self) -> MutexGuard<'_, Account> {
        lock(&self.account)
    }

    /// Works on a copy: the thread must not wait while its figures are added up. A wait under way counts up to now.
    fn add_to(&self, total: &mut Contention) {
        let mut account = self.account().clone();
        let now = Instant::now();
        account.end_wait(now);
        total.add(&self.thread, &account, now);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
