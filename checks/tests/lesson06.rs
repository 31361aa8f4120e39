//! Lesson 6: the orderly end. Who waits for whom, and what the report says of each job.

#[path = "lesson06/ctrl_c.rs"]
mod ctrl_c;
#[path = "lesson06/deadline.rs"]
mod deadline;
#[path = "lesson06/discard.rs"]
mod discard;
#[path = "lesson06/inside.rs"]
mod inside;
#[path = "lesson06/jobs.rs"]
mod jobs;
#[path = "lesson06/memory.rs"]
mod memory;

use capstone::threads::{Place, Shutdown, ShutdownReport, ThreadPool};
use checks::{
    Gate, Section, Text, assert_a_release_build_leaves_nothing_out, assert_example_matches_readme,
    assert_sleeps, blocked, join, spawn_named, until,
};
use jobs::{Ledger, hold, note_the_end_of_each_worker, pool, submit};
use std::panic::resume_unwind;
use std::thread::sleep;
use std::time::Duration;

const README: &str = "lessons/06-graceful-shutdown/README.md";
const LESSON: Text = Text::at(README);
const CLOSE: Section = LESSON.section("Closing the queue is the signal");
const WAITING: Section = LESSON.section("Drain or discard");
const ACCOUNT: Section = LESSON.section("Every job has one end");

/// On a loaded machine it may take a while until a thread that spins has had enough of a core to be told from a sleeper.
const LONG: Duration = Duration::from_secs(60);

/// Long enough that no check ever sees it pass.
const FAR: Duration = Duration::from_secs(3_600);

fn report(accepted: u64, completed: u64, panicked: u64, discarded: u64, abandoned: u64) -> ShutdownReport {
    ShutdownReport { accepted, completed, panicked, discarded, abandoned }
}

#[track_caller]
fn assert_report(actual: ShutdownReport, expected: ShutdownReport) {
    let ShutdownReport { accepted, completed, panicked, discarded, abandoned } = actual;
    let ends = completed + panicked + discarded + abandoned;
    assert!(accepted == ends, "the report does not add up: {actual}\nit should say {expected}");
    assert!(actual == expected, "the report says {actual}\nit should say {expected}");
}

/// A call that does not wait returns within this time, in at least one of a few attempts.
const PROMPT: Duration = Duration::from_millis(100);

/// The quickest of five attempts: another program may take the CPU away during one. It stops at the first that was prompt.
fn quickest(mut attempt: impl FnMut() -> Duration) -> Duration {
    let first = attempt();
    (0..4).fold(first, |least, _| if least < PROMPT { least } else { least.min(attempt()) })
}

/// Whether this thread waits for another one to end, as the waiting list of lesson 1 tells it.
fn waits_for_a_thread(name: &str) -> bool {
    blocked().iter().any(|waiter| waiter.thread == name && matches!(waiter.place, Place::Join(_)))
}

#[test]
fn drain_runs_every_job_that_was_accepted() {
    WAITING.claim("drain must run every job that was accepted").holds(|| {
        let (pool, ledger) = (pool(4, 64), Ledger::default());
        for _ in 0..50 {
            let entry = ledger.entry();
            submit(&pool, move || {
                sleep(Duration::from_millis(10)); // work that takes its time
                entry.ran();
            });
        }
        let actual = pool.shutdown(Shutdown::Drain);
        assert_eq!(ledger.ran(), 50, "of 50 jobs, {} had run when shutdown returned", ledger.ran());
        assert_report(actual, report(50, 50, 0, 0, 0));
    });
}

#[test]
fn shutdown_returns_only_when_the_running_jobs_have_ended() {
    CLOSE.claim("shutdown must not return while a job runs").holds(|| {
        for how in [Shutdown::Drain, Shutdown::Discard] {
            let (pool, gate) = (pool(2, 4), Gate::new());
            hold(&pool, &gate, 2);
            let owner = spawn_named("owner", move || pool.shutdown(how));
            until("shutdown waits for the jobs", || {
                assert!(!owner.is_finished(), "with {how:?} it returned while two jobs ran");
                blocked().iter().any(|waiter| waiter.thread == "owner")
            });
            gate.open();
            until("shutdown returns once the jobs have ended", || owner.is_finished());
            assert_report(join(owner), report(2, 2, 0, 0, 0));
        }
    });
}

#[test]
fn shutdown_ends_every_worker() {
    CLOSE.claim("no worker must be left after a shutdown").holds(|| {
        for how in [Shutdown::Drain, Shutdown::Discard] {
            let (pool, ledger, end) = (pool(3, 4), Ledger::default(), Gate::new());
            jobs::hold_up_the_end_of_each_worker(&pool, 3, &ledger, &end);
            let owner = spawn_named("owner", move || pool.shutdown(how));
            until("three workers leave", || end.waiting() == 3);
            until("shutdown waits for the threads that have left `work`", || {
                assert!(!owner.is_finished(), "with {how:?}, 3 of 3 were still there");
                waits_for_a_thread("owner")
            });
            end.open();
            join(owner);
            assert_eq!(ledger.workers_ended(), 3, "with {how:?}, {} of 3 had ended", ledger.workers_ended());
        }
    });
}

#[test]
fn a_job_that_panicked_is_told_apart() {
    ACCOUNT.claim("the report must tell completed jobs from those that panicked").holds(|| {
        let pool = pool(2, 16);
        for number in 0..12 {
            submit(&pool, move || {
                if number % 4 == 0 {
                    resume_unwind(Box::new("this job fails"))
                }
            });
        }
        assert_report(pool.shutdown(Shutdown::Drain), report(12, 9, 3, 0, 0));
    });
}

#[test]
fn a_shutdown_that_waits_sleeps() {
    CLOSE.claim("a shutdown that waits must sleep, and cost nothing").within(LONG).holds(|| {
        for how in [Shutdown::Drain, Shutdown::Discard] {
            assert_owner_sleeps(how, move |pool| pool.shutdown(how));
        }
    });
}

/// While two jobs run and two wait, and then while the last one runs: each part of the wait must sleep.
#[track_caller]
fn assert_owner_sleeps(how: Shutdown, shut_down: impl FnOnce(ThreadPool) -> ShutdownReport + Send + 'static) {
    let (pool, ledger, gates) = (pool(2, 4), Ledger::default(), [Gate::new(), Gate::new()]);
    note_the_end_of_each_worker(&pool, 2, &ledger);
    gates.iter().for_each(|gate| hold(&pool, gate, 1));
    ledger.submit(&pool, 2);
    let name = match how {
        Shutdown::Drain => "draining-owner",
        Shutdown::Discard => "discarding-owner",
    };
    let owner = spawn_named(name, move || shut_down(pool));
    until("shutdown waits", || blocked().iter().any(|waiter| waiter.thread == name));
    for (gate, ended) in gates.iter().zip(1..) {
        assert_sleeps(name);
        gate.open();
        until("the worker that was held ends", || ledger.workers_ended() == ended);
    }
    join(owner);
}

#[test]
fn the_lesson_shows_what_its_example_prints() {
    LESSON
        .section("Run it")
        .claim("the example must print what the lesson shows")
        .beside_others()
        .within(LONG)
        .holds(|| {
            assert_example_matches_readme("lesson06", README);
        });
}

#[test]
fn the_lesson_shows_what_goes_wrong_without_it() {
    LESSON
        .section("Why")
        .claim("the naive version must print what the lesson shows")
        .beside_others()
        .within(LONG)
        .holds(|| {
            assert_example_matches_readme("lesson06-before", README);
        });
}

#[test]
fn a_release_build_leaves_nothing_out() {
    assert_a_release_build_leaves_nothing_out(README);
}
