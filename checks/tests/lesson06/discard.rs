//! The jobs that wait when a pool is told to discard them, or when the deadline passes.

use crate::jobs::{Ledger, hold, note_the_end_of_each_worker, pool, submit};
use crate::{ACCOUNT, WAITING, assert_report, report};
use capstone::threads::Shutdown;
use checks::{Gate, Pass, join, spawn_named, until};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{panicking, sleep};
use std::time::{Duration, Instant};

#[test]
fn discard_runs_no_job_that_waits() {
    WAITING.claim("discard must drop the jobs that wait, run none of them, and count them").holds(|| {
        let (pool, ledger, gate) = (pool(2, 16), Ledger::default(), Gate::new());
        hold(&pool, &gate, 2);
        ledger.submit(&pool, 10);
        let owner = spawn_named("owner", move || pool.shutdown(Shutdown::Discard));
        until("the ten jobs that wait are dropped, while two run", || ledger.dropped() == 10);
        gate.open();
        assert_report(join(owner), report(12, 2, 0, 10, 0));
        assert_eq!(ledger.ran(), 0, "{} of the jobs that waited ran", ledger.ran());
    });
}

/// Panics when dropped, as a job's destructor may. Amid another panic that would end the process: then it only counts.
struct Bomb {
    amid_a_panic: Arc<AtomicUsize>,
}

impl Drop for Bomb {
    fn drop(&mut self) {
        if panicking() {
            self.amid_a_panic.fetch_add(1, Ordering::SeqCst);
        } else {
            resume_unwind(Box::new(checks::Bomb(0))); // unknown code, too
        }
    }
}

#[test]
fn a_job_whose_destructor_panics_does_not_stop_the_shutdown() {
    WAITING.claim("a discarded job whose destructor panics must not stop the shutdown").holds(|| {
        let (pool, ledger, gate) = (pool(1, 16), Ledger::default(), Gate::new());
        let amid_a_panic = Arc::new(AtomicUsize::new(0));
        hold(&pool, &gate, 1);
        for _ in 0..3 {
            let bomb = Bomb { amid_a_panic: Arc::clone(&amid_a_panic) };
            submit(&pool, move || drop(bomb));
        }
        ledger.submit(&pool, 3);
        let owner = spawn_named("owner", move || pool.shutdown(Shutdown::Discard));
        until("the jobs behind it are dropped, too", || ledger.dropped() == 3 || owner.is_finished());
        gate.open();
        assert_report(join(owner), report(7, 1, 0, 6, 0));
        let amid_a_panic = amid_a_panic.load(Ordering::SeqCst);
        assert!(
            amid_a_panic == 0,
            "{amid_a_panic} jobs were dropped amid the panic of another one: a second panic there ends the process"
        );
    });
}

/// When it is dropped it lets the worker go on, and waits until that has run one more job, or has ended.
struct LetGo {
    gate: Pass,
    ledger: Ledger,
}

impl Drop for LetGo {
    fn drop(&mut self) {
        self.gate.open();
        let begun = Instant::now();
        let has_gone_on = || self.ledger.ran() > 0 || self.ledger.workers_ended() > 0;
        while !has_gone_on() && begun.elapsed() < Duration::from_secs(5) {
            sleep(Duration::from_millis(1));
        }
    }
}

#[test]
fn no_job_runs_once_another_is_dropped() {
    WAITING.claim("once a job is dropped, no other that waited must run").holds(|| {
        for waiting in [5, 1_000] {
            let (pool, ledger, gate) = (pool(1, 1_024), Ledger::default(), Gate::new());
            note_the_end_of_each_worker(&pool, 1, &ledger);
            hold(&pool, &gate, 1);
            let first = LetGo { gate: gate.pass(), ledger: ledger.clone() };
            submit(&pool, move || drop(first));
            ledger.submit(&pool, waiting);
            let actual = pool.shutdown(Shutdown::Discard);
            let ran = ledger.ran();
            assert_eq!(ran, 0, "a worker that had just become free ran {ran} of {waiting}");
            let discarded = waiting as u64 + 1;
            assert_report(actual, report(discarded + 2, 2, 0, discarded, 0));
        }
    });
}

#[test]
fn a_job_that_ends_while_others_are_dropped_is_completed() {
    ACCOUNT.claim("a job that ends while others are dropped must count as completed").holds(|| {
        let (pool, ledger, gate) = (pool(1, 16), Ledger::default(), Gate::new());
        note_the_end_of_each_worker(&pool, 1, &ledger);
        hold(&pool, &gate, 1);
        let waiting = LetGo { gate: gate.pass(), ledger: ledger.clone() };
        submit(&pool, move || drop(waiting));
        let actual = pool.shutdown_by(Shutdown::Drain, Instant::now());
        assert_eq!(ledger.workers_ended(), 1, "the worker did not end with its job");
        assert_report(actual, report(3, 2, 0, 1, 0));
    });
}
