//! Jobs that panic. `resume_unwind` panics as `panic!` does, and prints nothing.

use crate::{LESSON, hold, pool, submit};
use capstone::threads::Totals;
use checks::{Gate, Section, until};
use std::any::Any;
use std::panic::resume_unwind;
use std::thread;

const PANICS: Section = LESSON.section("A panic ends the job, not the worker");

/// Lets the only worker of a pool run a job that panics with `payload`, and then another one.
fn panic_and_go_on(payload: impl Any + Send) {
    let pool = pool(1, 4);
    let gate = Gate::new();
    let pass = gate.pass();
    submit(&pool, move || resume_unwind(Box::new(payload)));
    submit(&pool, move || pass.wait());
    until("the only worker runs the job after the one that panicked", || gate.waiting() == 1);
}

#[test]
fn a_panic_does_not_end_the_worker() {
    PANICS.claim("a job that panics must not end its worker").holds(|| panic_and_go_on("this job fails"));
}

/// A panic payload that panics once more when it is dropped; not while the check itself fails, for that would abort.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        if !thread::panicking() {
            resume_unwind(Box::new("this payload fails, too"));
        }
    }
}

#[test]
fn a_payload_that_panics_when_dropped_does_not_end_the_worker() {
    PANICS
        .claim("a panic's payload that panics when dropped must not end the worker")
        .holds(|| panic_and_go_on(Bomb));
}

#[test]
fn every_job_is_counted() {
    PANICS.claim("every job must be counted, as completed or as panicked").holds(|| {
        let pool = pool(3, 4);
        for number in 0..30 {
            submit(&pool, move || {
                if number % 3 == 0 {
                    resume_unwind(Box::new("this job fails"))
                }
            });
        }
        let ended = |totals: Totals| totals.completed + totals.panicked;
        until("30 jobs are counted as completed or panicked", || ended(pool.totals()) >= 30);
        let Totals { accepted, completed, panicked, .. } = pool.totals();
        let counts = format!("it counted {completed} and {panicked}, with {accepted} accepted");
        assert_eq!((accepted, completed, panicked), (30, 20, 10), "of 30 jobs, 10 panicked; {counts}");
    });
}

#[test]
fn a_worker_is_busy_while_its_job_runs() {
    PANICS.claim("a worker must count as busy while its job runs, and no longer").holds(|| {
        let pool = pool(3, 4);
        let gate = Gate::new();
        hold(&pool, &gate, 2);
        let Totals { busy, completed, .. } = pool.totals();
        assert_eq!(busy, 2, "with two jobs running, {busy} workers were busy");
        assert_eq!(completed, 0, "with two jobs running, {completed} were counted as completed already");
        gate.open();
        until("no worker is busy after the jobs", || pool.totals().busy == 0);
        submit(&pool, || resume_unwind(Box::new("this job fails")));
        until("the job that panics is counted", || pool.totals().panicked == 1);
        until("no worker is busy after a job that panicked", || pool.totals().busy == 0);
    });
}
