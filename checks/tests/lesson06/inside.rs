//! A job that ends its own pool: the one place from which a shutdown cannot wait. From any other pool's job it can.

use crate::jobs::{Ledger, hold, pool, submit};
use crate::{FAR, LESSON, PROMPT, assert_report, quickest, report};
use capstone::threads::{Shutdown, ShutdownReport, ThreadPool};
use checks::{Gate, Section, blocked, until};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

pub(crate) const INSIDE: Section = LESSON.section("From inside");

#[test]
fn a_pool_can_be_shut_down_inside_its_own_job() {
    INSIDE.claim("a job that shuts its own pool down must not wait for itself").holds(|| {
        let (report_of_discard, ledger) = shut_down_inside(|pool| pool.shutdown(Shutdown::Discard));
        assert_report(report_of_discard, report(4, 0, 0, 3, 1));
        assert_eq!(ledger.ran(), 0, "{} jobs ran that had been counted as discarded", ledger.ran());
    });
}

#[test]
fn a_drain_from_inside_leaves_what_waits_to_the_workers() {
    INSIDE.claim("a job that drains its own pool must leave the jobs that wait to the workers").holds(|| {
        let (report_of_drain, ledger) = shut_down_inside(|pool| pool.shutdown(Shutdown::Drain));
        assert_report(report_of_drain, report(4, 0, 0, 0, 4));
        until("the worker runs the three jobs that waited", || ledger.ran() == 3);
    });
}

#[test]
fn a_discard_from_inside_drops_what_waits_whatever_the_deadline() {
    INSIDE
        .claim("a job that shuts its own pool down with Discard must drop what waits, whatever the deadline")
        .holds(|| {
            for limit in [FAR, Duration::ZERO] {
                let deadline = Instant::now() + limit;
                let (actual, ledger) =
                    shut_down_inside(move |pool| pool.shutdown_by(Shutdown::Discard, deadline));
                assert_report(actual, report(4, 0, 0, 3, 1));
                assert_eq!(ledger.dropped(), 3, "{} of the three that waited are dropped", ledger.dropped());
            }
        });
}

#[test]
fn a_deadline_from_inside_holds_nobody_up_and_one_that_has_passed_discards() {
    INSIDE
        .claim("inside a job, shutdown must not wait for its deadline, but look whether it has passed")
        .holds(|| {
            let far = Instant::now() + FAR;
            let (report_in_time, ledger) =
                shut_down_inside(move |pool| pool.shutdown_by(Shutdown::Drain, far));
            assert_report(report_in_time, report(4, 0, 0, 0, 4));
            until("the worker runs the three jobs that waited", || ledger.ran() == 3);
            let (report_too_late, ledger) =
                shut_down_inside(|pool| pool.shutdown_by(Shutdown::Drain, Instant::now()));
            assert_report(report_too_late, report(4, 0, 0, 3, 1));
            assert_eq!(ledger.ran(), 0, "{} jobs ran that had been counted as discarded", ledger.ran());
        });
}

#[test]
fn a_job_that_shuts_its_own_pool_down_waits_for_no_other_job() {
    let claim =
        INSIDE.claim("inside a job, shutdown must not wait for the jobs of the other workers, either");
    claim.holds(|| {
        let (left, dropped) = (report(6, 0, 0, 0, 6), report(6, 0, 0, 3, 3));
        for (how, limit, due) in [
            (Shutdown::Drain, None, left),
            (Shutdown::Drain, Some(FAR), left),
            (Shutdown::Drain, Some(Duration::ZERO), dropped),
            (Shutdown::Discard, None, dropped),
            (Shutdown::Discard, Some(FAR), dropped),
        ] {
            let took = quickest(|| {
                let (others, gate) = (2, Gate::new());
                let ((actual, took), _) = shut_down_beside(others, &gate, move |pool| {
                    let begun = Instant::now();
                    let actual = match limit {
                        None => pool.shutdown(how),
                        Some(limit) => pool.shutdown_by(how, begun + limit),
                    };
                    (actual, begun.elapsed())
                });
                assert_report(actual, due);
                took
            });
            assert!(took < PROMPT, "with {how:?} it returned after {took:.1?}, while two others ran");
        }
    });
}

#[test]
fn a_job_that_shuts_another_pool_down_waits_for_it() {
    INSIDE.claim("a job that shuts another pool down must wait for that pool's jobs").holds(|| {
        for deadline in [None, Some(Instant::now() + FAR)] {
            let (own, other, gate) = (pool(1, 4), pool(1, 4), Gate::new());
            hold(&other, &gate, 1);
            let (begun, begins) = mpsc::channel();
            let (sender, receiver) = mpsc::channel();
            submit(&own, move || {
                begun.send(()).unwrap();
                let actual = match deadline {
                    None => other.shutdown(Shutdown::Drain),
                    Some(deadline) => other.shutdown_by(Shutdown::Drain, deadline),
                };
                sender.send(actual).unwrap();
            });
            until("the job runs", || begins.try_recv().is_ok());
            // The worker of the other pool has the same name. It waits at the gate, which is not on the list.
            until("shutdown waits for the other pool's job", || {
                let early = receiver.try_recv();
                assert!(early.is_err(), "it returned while that job ran: {}", early.unwrap_or_default());
                blocked().iter().any(|waiter| waiter.thread == "worker-0")
            });
            gate.open();
            let mut actual = None;
            until("shutdown returns once the job has ended", || {
                actual = actual.or(receiver.try_recv().ok());
                actual.is_some()
            });
            assert_report(actual.expect("it has just come"), report(1, 1, 0, 0, 0));
        }
    });
}

/// Lets the only worker run a job that shuts its own pool down while three others wait. Returns what it was told, and what
/// became of the three.
pub(crate) fn shut_down_inside(
    shut_down: impl FnOnce(ThreadPool) -> ShutdownReport + Send + 'static,
) -> (ShutdownReport, Ledger) {
    shut_down_beside(0, &Gate::new(), shut_down)
}

/// The same, while so many other workers run jobs that wait at the gate.
fn shut_down_beside<T: Send + 'static>(
    others: usize,
    elsewhere: &Gate,
    shut_down: impl FnOnce(ThreadPool) -> T + Send + 'static,
) -> (T, Ledger) {
    let (place, gate, ledger) = (Arc::new(Mutex::new(None::<ThreadPool>)), Gate::new(), Ledger::default());
    let (pool, (sender, receiver)) = (pool(1 + others, 8), mpsc::channel());
    hold(&pool, elsewhere, others);
    let (taken, pass) = (Arc::clone(&place), gate.pass());
    submit(&pool, move || {
        pass.wait();
        let pool = taken.lock().unwrap().take().expect("the check has put it there");
        sender.send(shut_down(pool)).unwrap();
    });
    until("the job runs", || gate.waiting() == 1);
    ledger.submit(&pool, 3);
    *place.lock().unwrap() = Some(pool);
    gate.open();
    let mut told = None;
    until("shutdown returned to the job", || {
        told = told.take().or(receiver.try_recv().ok());
        told.is_some()
    });
    (told.expect("it has just come"), ledger)
}
