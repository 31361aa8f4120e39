//! Jobs that panic. `resume_unwind` panics as `panic!` does, and prints nothing.

use crate::{Count, LESSON, LONG, hold, pool, pool_to_end, submit};
use capstone::threads::Totals;
use checks::{Bomb, Ended, Gate, Pass, Process, Section, blocked, example, join, spawn_named, until};
use std::any::Any;
use std::panic::resume_unwind;
use std::thread;
use std::time::{Duration, Instant};

const PANICS: Section = LESSON.section("A panic ends the job, not the worker");

/// Lets the only worker of a pool run a job that panics with `payload`, and then another one.
fn panic_and_go_on(payload: impl Any + Send) -> Totals {
    let pool = pool(1, 4);
    let gate = Gate::new();
    let pass = gate.pass();
    submit(&pool, move || resume_unwind(Box::new(payload)));
    submit(&pool, move || pass.wait());
    until("the only worker runs the job after the one that panicked", || gate.waiting() == 1);
    pool.totals()
}

#[test]
fn a_panic_does_not_end_the_worker() {
    PANICS.claim("a job that panics must not end its worker").holds(|| _ = panic_and_go_on("this job fails"));
}

#[test]
fn a_payload_that_panics_when_dropped_does_not_end_the_worker() {
    PANICS
        .claim("a panic's payload that panics when dropped must not end the worker")
        .holds(|| (0..3).for_each(|more| _ = panic_and_go_on(Bomb(more))));
}

/// A panic payload that waits at a gate when it is dropped.
struct Lingering(Pass);

impl Drop for Lingering {
    fn drop(&mut self) {
        self.0.wait();
    }
}

#[test]
fn a_panic_leaves_its_message() {
    let claim = PANICS.claim("the message of a job's panic must still come on stderr");
    claim.beside_others().within(LONG).holds(|| {
        let ended = Ended::of(Process::start(&example("lesson05"), &[]));
        let stderr = &ended.stderr;
        assert!(
            stderr.contains("this job has a mistake"),
            "of a job's panic `lesson05` said only: {stderr:?}"
        );
    });
}

#[test]
fn a_job_is_counted_whatever_its_payload_does() {
    PANICS.claim("a job that panics must be counted, whatever its payload does when it is dropped").holds(
        || {
            for more in 0..3 {
                let Totals { completed, panicked, .. } = panic_and_go_on(Bomb(more));
                assert_eq!(
                    (completed, panicked),
                    (0, 1),
                    "of one job whose payload panicked, too, {completed} completed and {panicked} panicked"
                );
            }
            let gate = Gate::new();
            let pool = pool(1, 1);
            let payload = Lingering(gate.pass());
            submit(&pool, move || resume_unwind(Box::new(payload)));
            until("the payload of a job's panic is dropped", || gate.waiting() == 1);
            let Totals { panicked, .. } = pool.totals();
            assert_eq!(
                panicked, 1,
                "of one job whose payload waits while it is dropped, {panicked} panicked"
            );
            gate.open();
        },
    );
}

/// Counts how often a payload of its kind is dropped.
struct Payload(Count);

impl Drop for Payload {
    fn drop(&mut self) {
        self.0.add();
    }
}

#[test]
fn a_payload_is_dropped() {
    PANICS.claim("a panic's payload must be dropped: what it holds would never be freed").holds(|| {
        let (pool, dropped) = (pool(1, 4), Count::default());
        let payload = Payload(dropped.clone());
        submit(&pool, move || resume_unwind(Box::new(payload)));
        until("the payload is dropped", || dropped.get() == 1);
    });
}

#[test]
fn no_payload_outlives_the_pool() {
    PANICS.claim("each payload must have been dropped when the pool is gone").holds(|| {
        let (pool, gate) = (pool_to_end(1, 4), Gate::new());
        let payload = Lingering(gate.pass());
        submit(&pool, move || resume_unwind(Box::new(payload)));
        until("the payload of a job's panic is dropped", || gate.waiting() == 1);
        let owner = spawn_named("owner", || drop(pool));
        until("the drop of the pool waits", || {
            owner.is_finished() || blocked().iter().any(|waiter| waiter.thread == "owner")
        });
        // It may wait for the workers alone, and they end soon.
        let waits = Instant::now();
        while waits.elapsed() < Duration::from_millis(300) {
            assert!(!owner.is_finished(), "the pool was gone while a payload was still being dropped");
            thread::sleep(Duration::from_millis(1));
        }
        gate.open();
        join(owner);
    });
}

#[test]
fn a_worker_survives_every_panic() {
    PANICS.claim("a worker must survive however many of its jobs panic").holds(|| {
        // So many that a stack which grows with each of them has no end that is large enough.
        let (pool, gate) = (pool(1, 128), Gate::new());
        (0..20_000).for_each(|_| submit(&pool, || resume_unwind(Box::new("this job fails"))));
        let pass = gate.pass();
        submit(&pool, move || pass.wait());
        until("the only worker runs a job after 20,000 that panicked", || gate.waiting() == 1);
    });
}

#[test]
fn every_job_is_counted() {
    PANICS.claim("every job must be counted, as completed or as panicked").holds(|| {
        let pool = pool(3, 30);
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
        let ended = |totals: Totals| totals.completed + totals.panicked;
        until("the job that panics is counted", || ended(pool.totals()) == 3);
        until("no worker is busy after a job that panicked", || pool.totals().busy == 0);
        let (many, gate) = (self::pool(140, 4), Gate::new());
        hold(&many, &gate, 140);
        let busy = many.totals().busy;
        assert_eq!(busy, 140, "with 140 jobs running, {busy} workers were busy");
    });
}
