//! Real locks under a real meter. What is measured is compared with what the check itself saw pass, never with a guess.

use crate::{COUNTED, LESSON, ms};
use capstone::observe::contention::LockUse;
use capstone::observe::{Contention, Meter};
use capstone::threads::Lock;
use checks::{Section, blocked, join, spawn_named, until};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

pub(crate) const SWITCH: Section = LESSON.section("What it costs to know");

/// The row of `lock`, which there must be.
pub(crate) fn row<'a>(contention: &'a Contention, lock: &str) -> &'a LockUse {
    contention.lock(lock).unwrap_or_else(|| panic!("the table has no lock `{lock}`\n{contention}"))
}

#[test]
fn no_acquisition_of_any_thread_is_missing() {
    COUNTED.claim("no acquisition of any thread must be missing, or counted twice").holds(|| {
        let (meter, lock) = (Meter::start(), Arc::new(Lock::new("total", 0)));
        let adders = [0, 1, 2, 3].map(|number| {
            let lock = Arc::clone(&lock);
            spawn_named(&format!("adder-{number}"), move || (0..5_000).for_each(|_| *lock.lock() += 1))
        });
        adders.into_iter().for_each(join);
        let contention = meter.stop();
        let total = row(&contention, "total");
        assert_eq!(
            total.stats.acquisitions, 20_000,
            "4 threads locked 5,000 times each, and it says otherwise"
        );
        assert_eq!(total.threads, 4, "four threads locked, and it says otherwise");
        let adder = contention.thread("adder-2").map(|thread| thread.stats.acquisitions);
        assert_eq!(adder, Some(5_000), "one thread locked 5,000 times, and its row says otherwise");
    });
}

#[test]
fn every_acquisition_counts_timed_or_not() {
    COUNTED.claim("every acquisition must count, whether or not its hold was timed").holds(|| {
        let (meter, lock) = (Meter::start(), Lock::new("often", 0));
        for count in 1..=2_000 {
            *lock.lock() += 1;
            let so_far =
                Contention::so_far().and_then(|so_far| Some(so_far.lock("often")?.stats.acquisitions));
            assert_eq!(so_far, Some(count), "after so many acquisitions it says otherwise");
        }
        drop(meter);
    });
}

#[test]
fn the_timed_holds_stand_for_all() {
    SWITCH.claim("the timed holds together must stand for all, but for the last few").holds(|| {
        const COUNT: u64 = 50_000;
        let (meter, lock) = (Meter::start(), Lock::new("sampled", 0));
        (0..COUNT).for_each(|_| *lock.lock() += 1);
        let contention = meter.stop();
        let stand_for = row(&contention, "sampled").stats.hold.count();
        assert!(
            (COUNT - 200..=COUNT).contains(&stand_for),
            "of {COUNT} holds those that were timed stand for {stand_for}"
        );
    });
}

#[test]
fn a_free_lock_is_not_contended() {
    COUNTED.claim("a lock that nobody else wants must not count as contended").holds(|| {
        let (meter, lock) = (Meter::start(), Lock::new("free", 0));
        (0..1_000).for_each(|_| *lock.lock() += 1);
        let contention = meter.stop();
        let free = &row(&contention, "free").stats;
        assert_eq!(
            (free.acquisitions, free.wait.count()),
            (1_000, 0),
            "its acquisitions and waits are others"
        );
    });
}

#[test]
fn each_thread_that_finds_the_lock_taken_counts() {
    COUNTED.claim("each thread that finds the lock taken must count, with the time it waited").holds(|| {
        let (meter, lock) = (Meter::start(), Arc::new(Lock::new("taken", 0)));
        let guard = lock.lock();
        let began = Instant::now();
        let waiters = [0, 1, 2].map(|number| {
            let lock = Arc::clone(&lock);
            spawn_named(&format!("waiter-{number}"), move || *lock.lock() += 1)
        });
        until("three threads wait for the lock", || blocked().len() == 3);
        let all_wait = Instant::now();
        thread::sleep(ms(30)); // they are to wait a while; how long is measured
        let least = all_wait.elapsed() * 3;
        drop(guard);
        waiters.into_iter().for_each(join);
        let most = began.elapsed() * 3;
        let contention = meter.stop();
        let taken = &row(&contention, "taken").stats;
        assert_eq!(
            taken.contended_share(),
            0.75,
            "three of four attempts had to wait, and it says otherwise"
        );
        let waited = taken.wait.sum();
        assert!(
            least <= waited && waited <= most,
            "they waited {least:?} to {most:?}, and it says {waited:?}"
        );
    });
}

#[test]
fn a_wait_that_is_not_over_shows() {
    COUNTED.claim("a wait that is not over yet must show, with the time so far").holds(|| {
        let (_meter, lock) = (Meter::start(), Arc::new(Lock::new("kept", 0)));
        let guard = lock.lock();
        let waiter = spawn_named("waiter", {
            let lock = Arc::clone(&lock);
            move || *lock.lock() += 1
        });
        until("the thread waits for the lock", || blocked().len() == 1);
        let waits = Instant::now();
        thread::sleep(ms(10));
        let least = waits.elapsed();
        let contention = Contention::so_far().expect("there are no figures though a meter is running");
        drop(guard);
        join(waiter);
        let waited = contention.lock("kept").map(|kept| kept.stats.wait.sum());
        assert!(waited >= Some(least), "a thread had waited {least:?}, and the table said {waited:?}");
    });
}

#[test]
fn nothing_is_counted_while_no_meter_runs() {
    SWITCH.claim("nothing must be counted while no meter runs").holds(|| {
        let lock = Lock::new("unmeasured", 0);
        *lock.lock() += 1;
        assert!(Contention::so_far().is_none(), "there are figures before a meter was started");
        drop(Meter::start());
        *lock.lock() += 1;
        let contention = Meter::start().stop();
        assert!(contention.lock("unmeasured").is_none(), "the table has the lock\n{contention}");
    });
}

#[test]
fn a_meter_begins_from_nothing() {
    SWITCH.claim("a meter must begin from nothing").holds(|| {
        let (first, lock) = (Meter::start(), Lock::new("twice", 0));
        *lock.lock() += 1;
        drop(first);
        let guard = lock.lock();
        let second = Meter::start();
        drop(guard); // was taken before, so it is not this meter's business
        *lock.lock() += 1;
        let acquisitions = row(&second.stop(), "twice").stats.acquisitions;
        assert_eq!(acquisitions, 1, "since it was started the lock was taken once, and it says otherwise");
    });
}
