//! A lock that is taken: who waits, how, and where that is seen.

use crate::{BUILD, COST, HOLD, WATCHED, die_with_the_guard, list_shows};
use capstone::threads::Lock;
use checks::{Gate, assert_sleeps, blocked, join, sleeps_of, spawn_named, until};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A thread `waiter` that has begun to do `work`.
pub(crate) fn begin<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    let begun = Arc::new(AtomicBool::new(false));
    let begins = Arc::clone(&begun);
    let waiter = spawn_named("waiter", move || {
        begins.store(true, SeqCst);
        work()
    });
    while !begun.load(SeqCst) {
        thread::yield_now();
    }
    waiter
}

/// Waits until the waiter has gone to sleep, but no longer than `at_most`: it may never do so. While it looks, a busy machine
/// interrupts it again and again.
pub(crate) fn let_it_sleep(at_most: Duration) {
    let begun = Instant::now();
    let is_awake = || sleeps_of("waiter").into_values().any(|sleeps| sleeps == 0);
    while begun.elapsed() < at_most && is_awake() {
        thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn a_thread_that_waits_for_the_lock_sleeps() {
    COST.claim("a thread that waits for the lock must sleep").within(WATCHED).holds(|| {
        let lock = Arc::new(Lock::new("value", 1));
        let (guard, waiting) = (lock.lock(), Arc::clone(&lock));
        let waiter = begin(move || drop(waiting.lock()));
        let_it_sleep(Duration::from_secs(1));
        assert_sleeps("waiter");
        drop(guard);
        join(waiter);
    });
}

#[test]
fn a_thread_that_waits_is_on_the_waiting_list_until_it_has_the_lock() {
    let claim = BUILD.claim("the waiting list must show a thread as long as it waits for a lock");
    claim.within(WATCHED).holds(|| {
        let lock = Arc::new(Lock::new("value", 1));
        let guard = lock.lock();
        let (got_it, has_it) = mpsc::channel();
        let (go, end) = mpsc::channel();
        let waiter = spawn_named("waiter", {
            let lock = Arc::clone(&lock);
            move || {
                let guard = lock.lock();
                got_it.send(()).unwrap();
                end.recv().unwrap();
                drop(guard);
            }
        });
        let line = "thread `waiter` waits for the lock `value`";
        until(&format!("the waiting list shows: {line}"), || list_shows(line));
        let_it_sleep(Duration::from_secs(1));
        assert_sleeps("waiter");
        assert!(list_shows(line), "the list showed it only while it looked, and not while it sleeps");
        drop(guard);
        has_it.recv().unwrap();
        assert_eq!(blocked(), [], "the waiting list still shows the thread, which has the lock");
        go.send(()).unwrap();
        join(waiter);
    });
}

#[test]
fn a_debug_build_knows_who_holds_the_lock() {
    HOLD.claim("in a debug build the list must name the holder, and a thread that locks twice must panic")
        .holds(|| {
            if !cfg!(debug_assertions) {
                return;
            }
            let lock = Arc::new(Lock::new("value", 1));
            let gate = Gate::new();
            let (holding, pass) = (Arc::clone(&lock), gate.pass());
            let holder = spawn_named("holder", move || {
                let _guard = holding.lock();
                pass.wait();
            });
            until("the holder has the lock", || gate.waiting() == 1);
            let waiting = Arc::clone(&lock);
            let waiter = spawn_named("waiter", move || drop(waiting.lock()));
            until("the waiter is on the waiting list", || {
                list_shows("thread `waiter` waits for the lock `value`")
            });
            let holders: Vec<_> = blocked().into_iter().filter_map(|waiter| waiter.holder).collect();
            gate.open();
            join(holder);
            join(waiter);
            assert!(holders == ["holder"], "the list named {holders:?} as the holders, and not `holder`");
            let twice = catch_unwind(AssertUnwindSafe(|| {
                let _guard = lock.lock();
                drop(lock.lock());
            }));
            assert!(twice.is_err(), "a thread got the lock that it already had");
        });
}

#[test]
fn a_thread_that_finds_the_lock_free_is_on_no_list() {
    BUILD.claim("a thread that finds the lock free must not go on the waiting list").holds(|| {
        let locks = [(); 2].map(|()| Arc::new(Lock::new("value", 1)));
        die_with_the_guard(&locks[1]);
        for (lock, history) in locks.into_iter().zip(["nobody else wants", "somebody panicked with"]) {
            let (stop, (began, begun)) = (Arc::new(AtomicBool::new(false)), mpsc::channel());
            let stopped = Arc::clone(&stop);
            let user = spawn_named("user", move || {
                drop(lock.lock());
                began.send(()).unwrap();
                while !stopped.load(SeqCst) {
                    drop(lock.lock());
                }
            });
            begun.recv().unwrap();
            // On the list for a moment each time, it would be there at most of these looks.
            let is_seen = (0..300).any(|_| {
                thread::sleep(Duration::from_micros(50));
                list_shows("thread `user` waits for the lock `value`")
            });
            stop.store(true, SeqCst);
            join(user);
            assert!(!is_seen, "the list showed the only user of a lock that {history}");
        }
    });
}
