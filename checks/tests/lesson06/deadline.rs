//! The deadline: what is left behind, and what becomes of it.

use crate::jobs::{Ledger, hold, hold_up_the_end_of_each_worker, note_the_end_of_each_worker, pool, submit};
use crate::{
    ACCOUNT, FAR, LESSON, LONG, PROMPT, assert_owner_sleeps, assert_report, quickest, report,
    waits_for_a_thread,
};
use capstone::threads::Shutdown;
use checks::{Gate, Section, blocked, join, spawn_named, until};
use std::panic::resume_unwind;
use std::thread;
use std::time::{Duration, Instant};

pub(crate) const DEADLINE: Section = LESSON.section("A deadline is a point in time");

const COUNTED_DOWN: &str =
    "both workers counted the latch down in `Shared::work`, and shutdown waits for their threads to end";

#[test]
fn a_deadline_ends_the_wait_for_jobs_that_go_on() {
    DEADLINE.claim("at the deadline shutdown must return, though jobs still run").holds(|| {
        for (how, limit) in [(Shutdown::Drain, 0), (Shutdown::Drain, 50), (Shutdown::Discard, 50)] {
            let (pool, ledger, gate) = (pool(2, 8), Ledger::default(), Gate::new());
            hold(&pool, &gate, 2);
            ledger.submit(&pool, 5);
            let actual = pool.shutdown_by(how, Instant::now() + Duration::from_millis(limit));
            assert_report(actual, report(7, 0, 0, 5, 2));
            assert_eq!(ledger.dropped(), 5, "{} of the five jobs that waited are dropped", ledger.dropped());
        }
    });
}

#[test]
fn a_deadline_ends_all_waits_together() {
    let claim = DEADLINE.claim("a deadline must end all waits together, however many workers there are");
    claim.holds(|| {
        let pool = pool(8, 8);
        // Jobs that end long after the deadline, and long before it has passed once for each worker.
        (0..8).for_each(|_| submit(&pool, || thread::sleep(Duration::from_secs(3))));
        until("each worker runs a job", || pool.totals().busy == 8);
        let actual = pool.shutdown_by(Shutdown::Drain, Instant::now() + Duration::from_millis(500));
        assert_report(actual, report(8, 0, 0, 0, 8));
    });
}

struct SlowToDrop(Duration);

impl Drop for SlowToDrop {
    fn drop(&mut self) {
        thread::sleep(self.0);
    }
}

#[test]
fn a_deadline_leaves_the_running_jobs_no_time_beyond_it() {
    DEADLINE.claim("a shutdown must return at its deadline, and not give the jobs any time beyond it").holds(
        || {
            // The last takes a while to drop what waits, and the deadline is later than that.
            for (how, limit, to_drop) in [
                (Shutdown::Drain, 0, 0),
                (Shutdown::Drain, 50, 0),
                (Shutdown::Discard, 0, 0),
                (Shutdown::Discard, 500, 400),
            ] {
                let late = quickest(|| {
                    let (pool, gate) = (pool(2, 8), Gate::new());
                    hold(&pool, &gate, 2);
                    Ledger::default().submit(&pool, 5);
                    let slow = SlowToDrop(Duration::from_millis(to_drop));
                    submit(&pool, move || drop(slow));
                    let deadline = Instant::now() + Duration::from_millis(limit);
                    pool.shutdown_by(how, deadline);
                    deadline.elapsed()
                });
                assert!(late < PROMPT, "with {how:?} and jobs that went on it returned {late:.1?} later");
            }
        },
    );
}

#[test]
fn abandoned_workers_end_with_their_jobs() {
    DEADLINE.claim("a worker that was left behind must end with its job, and take no other").holds(|| {
        let (pool, ledger, gate) = (pool(2, 8), Ledger::default(), Gate::new());
        note_the_end_of_each_worker(&pool, 2, &ledger);
        hold(&pool, &gate, 2);
        ledger.submit(&pool, 5);
        pool.shutdown_by(Shutdown::Drain, Instant::now());
        gate.open();
        until("both workers end after their jobs have ended", || ledger.workers_ended() == 2);
        assert_eq!(ledger.ran(), 0, "they ran {} of the jobs that waited", ledger.ran());
    });
}

#[test]
fn a_deadline_in_time_leaves_nothing_behind() {
    DEADLINE.claim("if all jobs end in time, shutdown must return at once, and leave nobody behind").holds(
        || {
            for how in [Shutdown::Drain, Shutdown::Discard] {
                let (pool, ledger, end) = (pool(2, 8), Ledger::default(), Gate::new());
                hold_up_the_end_of_each_worker(&pool, 2, &ledger, &end);
                let owner = spawn_named("owner", move || pool.shutdown_by(how, Instant::now() + FAR));
                until("both workers leave", || end.waiting() == 2);
                // They have left `work`, so the latch is open, and what is left to wait for is their end.
                until(COUNTED_DOWN, || {
                    assert!(!owner.is_finished(), "2 of 2 workers were still there");
                    waits_for_a_thread("owner")
                });
                end.open();
                assert_report(join(owner), report(2, 2, 0, 0, 0));
                assert_eq!(ledger.workers_ended(), 2, "{} of 2 workers had ended", ledger.workers_ended());
            }
        },
    );
}

#[test]
fn a_far_deadline_lets_the_queue_drain() {
    DEADLINE.claim("until the deadline, drain must go on").holds(|| {
        let (pool, ledger, gate) = (pool(2, 16), Ledger::default(), Gate::new());
        hold(&pool, &gate, 2);
        ledger.submit(&pool, 10);
        let owner = spawn_named("owner", move || pool.shutdown_by(Shutdown::Drain, Instant::now() + FAR));
        until("shutdown waits for the jobs", || {
            assert!(!owner.is_finished(), "it returned an hour before its deadline, while jobs ran");
            blocked().iter().any(|waiter| waiter.thread == "owner")
        });
        gate.open();
        until("shutdown returns once the jobs have ended", || owner.is_finished());
        assert_report(join(owner), report(12, 12, 0, 0, 0));
        assert_eq!(ledger.ran(), 10, "of ten jobs that waited, {} ran", ledger.ran());
    });
}

#[test]
fn a_job_that_can_begin_in_time_runs() {
    DEADLINE.claim("a job that a worker can begin before the deadline must run").holds(|| {
        // A worker gets free so little before the deadline. A busy machine may need longer than that to begin the next job; or
        // the shutdown may come late, and let by chance a job run that it would have discarded. So one in five is asked.
        let before = Duration::from_millis(5);
        let runs = || {
            let (pool, ledger) = (pool(1, 4), Ledger::default());
            let deadline = Instant::now() + 10 * before;
            submit(&pool, move || {
                thread::sleep((deadline - before).saturating_duration_since(Instant::now()));
            });
            ledger.submit(&pool, 1);
            pool.shutdown_by(Shutdown::Drain, deadline);
            ledger.ran() == 1
        };
        let (attempts, enough) = (40, 8);
        let ran = (0..attempts).filter(|_| runs()).take(enough).count();
        assert_eq!(ran, enough, "in {attempts} attempts, {ran} ran for which a worker had 5 ms left");
    });
}

#[test]
fn every_end_is_counted() {
    ACCOUNT.claim("every job must be counted once, whatever its end").holds(|| {
        let (pool, ledger, gate) = (pool(2, 8), Ledger::default(), Gate::new());
        for number in 0..5 {
            submit(&pool, move || {
                if number < 2 {
                    resume_unwind(Box::new("this job fails"))
                }
            });
        }
        until("five jobs have ended", || pool.totals().completed + pool.totals().panicked == 5);
        hold(&pool, &gate, 2);
        ledger.submit(&pool, 4);
        let actual = pool.shutdown_by(Shutdown::Drain, Instant::now() + Duration::from_millis(20));
        assert_report(actual, report(11, 3, 2, 4, 2));
    });
}

#[test]
fn a_shutdown_with_a_deadline_sleeps() {
    DEADLINE.claim("a shutdown that waits for its deadline must sleep, and cost nothing").within(LONG).holds(
        || {
            for how in [Shutdown::Drain, Shutdown::Discard] {
                assert_owner_sleeps(how, move |pool| pool.shutdown_by(how, Instant::now() + FAR));
            }
        },
    );
}
