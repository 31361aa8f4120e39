//! Lesson 5: the thread pool. What runs, on how many threads, and what it costs to have one.

#[path = "lesson05/endings.rs"]
mod endings;
#[path = "lesson05/panics.rs"]
mod panics;
#[path = "lesson05/refused.rs"]
mod refused;
#[path = "lesson05/submit.rs"]
mod submit;
#[path = "lesson05/worker.rs"]
mod worker;

use capstone::threads::ThreadPool;
use checks::{
    Gate, Section, Text, assert_a_release_build_leaves_nothing_out, assert_example_matches_readme,
    assert_panics, spawn_named, until,
};
use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

const README: &str = "lessons/05-thread-pool/README.md";
const LESSON: Text = Text::at(README);
const WORKERS: Section = LESSON.section("Workers, a queue, and who owns what");
const NO_LOCK: Section = LESSON.section("No lock while a job runs");

/// On a loaded machine it may take a while until a thread that spins has had enough of a core to be told from a sleeper.
const LONG: Duration = Duration::from_secs(60);

/// A pool whose end is nobody's business here: a thread of its own drops it, and may wait as long as it likes.
struct Kept(Option<ThreadPool>);

impl Deref for Kept {
    type Target = ThreadPool;

    fn deref(&self) -> &ThreadPool {
        self.0.as_ref().expect("it is there until the drop")
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let pool = self.0.take();
        spawn_named("dropper", move || drop(pool));
    }
}

fn pool(workers: usize, capacity: usize) -> Kept {
    Kept(Some(pool_to_end(workers, capacity)))
}

/// A pool that the check drops itself.
fn pool_to_end(workers: usize, capacity: usize) -> ThreadPool {
    ThreadPool::new(workers, capacity).expect("the system refused a thread")
}

fn submit(pool: &ThreadPool, job: impl FnOnce() + Send + 'static) {
    pool.submit(Box::new(job)).expect("the pool refused a job though nobody had closed it");
}

/// Counts what jobs do.
#[derive(Clone, Default)]
struct Count(Arc<AtomicUsize>);

impl Count {
    fn add(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }

    fn get(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// Submits `count` jobs that wait at the gate, one after the other, each when the one before it runs.
fn hold(pool: &ThreadPool, gate: &Gate, count: usize) {
    for number in 1..=count {
        let pass = gate.pass();
        submit(pool, move || pass.wait());
        until("each worker runs a job", || gate.waiting() == number);
    }
}

#[test]
fn every_job_runs_exactly_once() {
    WORKERS.claim("every job that was accepted must run exactly once").holds(|| {
        let pool = pool(4, 100);
        let (ran, inbox) = mpsc::channel();
        for number in 0..100 {
            let ran = ran.clone();
            submit(&pool, move || ran.send(number).unwrap());
        }
        drop(ran);
        let numbers: Vec<u32> = inbox.iter().take(100).collect();
        let (runs, different) = (numbers.len(), BTreeSet::from_iter(numbers).len());
        assert!(runs == 100 && different == 100, "of 100 jobs {different} ran, {runs} times in all");
    });
}

#[test]
fn four_workers_run_four_jobs_at_once() {
    NO_LOCK.claim("four workers must be able to run four jobs at the same time").holds(|| {
        let pool = pool(4, 8);
        let gate = Gate::new();
        // Each is handed over when the one before it runs. Who takes several of those that wait is told by another claim.
        hold(&pool, &gate, 4);
    });
}

#[test]
fn no_more_threads_run_jobs_than_there_are_workers() {
    WORKERS.claim("a pool of three must run its jobs on three threads").holds(|| {
        let (sender, threads) = mpsc::channel();
        let pool = pool(3, 300);
        for _ in 0..300 {
            let sender = sender.clone();
            submit(&pool, move || sender.send(format!("{:?}", thread::current().id())).unwrap());
        }
        drop(sender);
        let threads = BTreeSet::from_iter(threads.iter().take(300)).len();
        assert!(threads <= 3, "it ran them on {threads}");
    });
}

#[test]
fn a_pool_without_workers_is_refused() {
    WORKERS.claim("a pool of 0 workers must panic when it is made: no job would ever run").holds(|| {
        for capacity in [8, 1] {
            assert_panics(|| ThreadPool::new(0, capacity), "it was made, and took jobs in");
        }
    });
}

#[test]
fn a_pool_without_room_is_refused() {
    WORKERS.claim("a pool with a queue of 0 must panic when it is made: no job could be submitted").holds(
        || {
            assert_panics(|| ThreadPool::new(1, 0), "it was made, with room that nobody had asked for");
        },
    );
}

#[test]
fn jobs_begin_in_the_order_in_which_they_were_submitted() {
    WORKERS.claim("jobs must begin in the order in which they were submitted").holds(|| {
        let (pool, gate) = (pool(1, 50), Gate::new());
        let (ran, inbox) = mpsc::channel();
        hold(&pool, &gate, 1); // so that all of them wait at once
        for number in 0..50 {
            let ran = ran.clone();
            submit(&pool, move || ran.send(number).unwrap());
        }
        gate.open();
        drop(ran);
        let numbers: Vec<u32> = inbox.iter().take(50).collect();
        assert!(numbers.is_sorted(), "one worker ran 50 jobs in another order: {numbers:?}");
        assert_eq!(numbers.len(), 50, "of 50 jobs {} ran", numbers.len());
    });
}

#[test]
fn the_lesson_shows_what_its_example_prints() {
    LESSON
        .section("Run it")
        .claim("the example must print what the lesson shows")
        .beside_others()
        .within(LONG)
        .holds(|| {
            assert_example_matches_readme("lesson05", README);
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
            assert_example_matches_readme("lesson05-before", README);
        });
}

#[test]
fn a_release_build_leaves_nothing_out() {
    assert_a_release_build_leaves_nothing_out(README);
}
