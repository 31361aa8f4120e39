//! A sleeper is let through; a thread that spins, yields or polls is caught.

use crate::failure_of;
use checks::{Cost, Text, assert_sleeps, blocked_cost, spawn_named, until};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// Whether a thread that waits for `stop` by way of `wait` passes for a sleeper.
fn watch(name: &'static str, wait: impl Fn() + Send + 'static) {
    let text = Text::at("lessons/00-machinery/README.md").section("Sleep");
    let claim = text.claim("a thread that waits must sleep");
    // On a loaded machine it takes a while until a spinner has had enough of a core.
    claim.within(Duration::from_secs(60)).holds(move || {
        let (begun, stop) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let flags = (Arc::clone(&begun), Arc::clone(&stop));
        let waiter = spawn_named(name, move || {
            flags.0.store(true, Ordering::SeqCst);
            while !flags.1.load(Ordering::SeqCst) {
                wait();
            }
        });
        until("the thread runs", || begun.load(Ordering::SeqCst));
        let verdict = std::panic::catch_unwind(|| assert_sleeps(name));
        stop.store(true, Ordering::SeqCst);
        waiter.thread().unpark();
        waiter.join().unwrap();
        verdict.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    });
}

#[test]
fn a_thread_that_sleeps_costs_nothing() {
    watch("parker", thread::park);
}

#[cfg(target_os = "linux")]
#[test]
fn a_thread_that_spins_is_caught() {
    let failure = failure_of(|| watch("spinner", std::hint::spin_loop));
    assert!(failure.contains("but thread `spinner` did not sleep while it waited: within "), "{failure}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_thread_that_yields_in_a_loop_is_caught() {
    failure_of(|| watch("yielder", thread::yield_now));
}

#[cfg(target_os = "linux")]
#[test]
fn a_thread_that_looks_every_millisecond_is_caught() {
    failure_of(|| watch("poller", || thread::park_timeout(Duration::from_millis(1))));
}

// Rare enough that ten looks are not reached in the time in which a sleeper is believed.
#[cfg(target_os = "linux")]
#[test]
fn a_thread_that_looks_ten_times_a_second_is_caught() {
    failure_of(|| watch("slow-poller", || thread::park_timeout(Duration::from_millis(100))));
}

#[cfg(target_os = "linux")]
#[test]
fn a_thread_that_has_ended_did_not_wait() {
    let claim = Text::at("lessons/00-machinery/README.md").section("Sleep").claim("a waiter must sleep");
    let failure = failure_of(|| {
        claim.holds(|| {
            spawn_named("passer-by", || ()).join().unwrap();
            assert_sleeps("passer-by");
        });
    });
    assert!(failure.contains(", but thread `passer-by` did not wait: it is not there any more"), "{failure}");
}

// Rarer still: no look falls into that time. What it sleeps in gives it away.
#[cfg(target_os = "linux")]
#[test]
fn a_thread_that_looks_each_second_is_caught() {
    for (name, wait) in [
        ("rare-parker", (|| thread::park_timeout(Duration::from_secs(1))) as fn()),
        ("rare-sleeper", || thread::sleep(Duration::from_secs(1))),
    ] {
        let failure = failure_of(|| watch(name, wait));
        assert!(failure.contains("did not sleep until it is woken"), "{failure}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_long_name_is_found_as_the_system_cuts_it() {
    let name = "a-worker-with-a-long-name";
    let parked = spawn_named(name, thread::park);
    until("the thread has its name", || std::panic::catch_unwind(|| blocked_cost(name)).is_ok());
    assert!(blocked_cost(name).is_some_and(Cost::is_that_of_a_sleeper));
    parked.thread().unpark();
    parked.join().unwrap();
}
