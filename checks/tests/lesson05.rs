//! Lesson 5: the thread pool. What runs, on how many threads, and what it costs to have one.

#[path = "lesson05/endings.rs"]
mod endings;
#[path = "lesson05/panics.rs"]
mod panics;
#[path = "lesson05/submit.rs"]
mod submit;

use capstone::threads::{Task, ThreadPool};
use checks::{Gate, Section, Text, assert_example_matches_readme, assert_sleeps, until};
use std::collections::BTreeSet;
use std::panic::catch_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

const README: &str = "lessons/05-thread-pool/README.md";
const LESSON: Text = Text::at(README);
const WORKERS: Section = LESSON.section("Workers, a queue, and who owns what");
const NO_LOCK: Section = LESSON.section("No lock while a job runs");
const ALONE: Section = LESSON.section("One job at a time");

/// Watching a sleeper takes CPU time, of which a loaded machine has little to give.
const LONG: Duration = Duration::from_secs(60);

fn pool(workers: usize, capacity: usize) -> ThreadPool {
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
        let pool = pool(4, 8);
        let (ran, inbox) = mpsc::channel();
        for number in 0..100 {
            let ran = ran.clone();
            submit(&pool, move || ran.send(number).unwrap());
        }
        drop((pool, ran));
        let numbers: Vec<u32> = inbox.iter().collect();
        let (runs, different) = (numbers.len(), BTreeSet::from_iter(numbers).len());
        assert!(runs == 100 && different == 100, "of 100 jobs {different} ran, {runs} times in all");
    });
}

#[test]
fn four_workers_run_four_jobs_at_once() {
    NO_LOCK.claim("four workers must be able to run four jobs at the same time").holds(|| {
        let pool = pool(4, 8);
        let gate = Gate::new();
        for _ in 0..4 {
            let pass = gate.pass();
            submit(&pool, move || pass.wait());
        }
        until("four jobs run, and none has ended", || gate.waiting() == 4);
    });
}

#[test]
fn no_more_threads_run_jobs_than_there_are_workers() {
    WORKERS.claim("a pool of three must run its jobs on three threads").holds(|| {
        let (sender, threads) = mpsc::channel();
        let pool = pool(3, 8);
        for _ in 0..300 {
            let sender = sender.clone();
            submit(&pool, move || sender.send(format!("{:?}", thread::current().id())).unwrap());
        }
        assert_eq!(pool.workers(), 3, "it says that it has {}", pool.workers());
        drop((pool, sender));
        let threads = BTreeSet::from_iter(threads).len();
        assert!(threads <= 3, "it ran them on {threads}");
    });
}

#[test]
fn a_pool_without_workers_is_refused() {
    WORKERS.claim("a pool of 0 workers must panic when it is made: no job would ever run").holds(|| {
        let made = catch_unwind(|| ThreadPool::new(0, 8));
        assert!(made.is_err(), "it was made, and took jobs in");
    });
}

#[test]
fn jobs_begin_in_the_order_in_which_they_were_submitted() {
    WORKERS.claim("jobs must begin in the order in which they were submitted").holds(|| {
        let pool = pool(1, 4);
        let (ran, inbox) = mpsc::channel();
        for number in 0..50 {
            let ran = ran.clone();
            submit(&pool, move || ran.send(number).unwrap());
        }
        drop((pool, ran));
        let numbers: Vec<u32> = inbox.iter().collect();
        assert!(numbers.is_sorted(), "one worker ran 50 jobs in another order: {numbers:?}");
        assert_eq!(numbers.len(), 50, "of 50 jobs {} ran", numbers.len());
    });
}

#[test]
fn a_worker_takes_one_job_at_a_time() {
    ALONE.claim("a worker must take one job at a time").holds(|| {
        let pool = pool(2, 8);
        let (busy, second_ran, first_ended) = (Gate::new(), Gate::new(), Count::default());
        hold(&pool, &busy, 2);
        let (pass, opener, ended) = (second_ran.pass(), second_ran.pass(), first_ended.clone());
        submit(&pool, move || {
            pass.wait();
            ended.add();
        });
        submit(&pool, move || opener.open());
        busy.open();
        until("a job that waits for the one behind it ended, with a worker free", || first_ended.get() == 1);
    });
}

#[test]
fn a_batch_of_jobs_all_run_and_in_order() {
    ALONE.claim("jobs that are handed over together must all run, and begin in order").holds(|| {
        let pool = pool(1, 100);
        let (ran, inbox) = mpsc::channel();
        let job = |number: u32| -> Task {
            let ran = ran.clone();
            Box::new(move || ran.send(number).unwrap())
        };
        let mut jobs: Vec<Task> = (0..200).map(job).collect();
        pool.submit_batch(&mut jobs).expect("the pool is open");
        drop((pool, ran));
        let numbers: Vec<u32> = inbox.iter().collect();
        assert!(numbers.is_sorted(), "one worker ran 200 jobs in another order: {numbers:?}");
        assert_eq!(numbers.len(), 200, "of 200 jobs {} ran", numbers.len());
    });
}

#[test]
fn idle_workers_sleep() {
    LESSON.section("Why").claim("a worker without a job must sleep, and cost nothing").within(LONG).holds(
        || {
            let pool = pool(2, 4);
            let (sender, names) = mpsc::channel();
            let gate = Gate::new();
            for number in 1..=2 {
                let (pass, sender) = (gate.pass(), sender.clone());
                submit(&pool, move || {
                    sender.send(thread::current().name().map(str::to_owned)).unwrap();
                    pass.wait();
                });
                until("each worker runs a job", || gate.waiting() == number);
            }
            gate.open();
            until("both have ended", || pool.totals().completed == 2);
            for name in names.iter().take(2) {
                assert_sleeps(&name.expect("a worker has no name, and so nobody can find it"));
            }
        },
    );
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
