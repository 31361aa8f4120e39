//! The thread pool, in a thousand orders of its workers and its owner.

use capstone::sync::atomic::{AtomicU32, Ordering};
use capstone::threads::{Latch, ThreadPool};
use checks::{SCHEDULES, Section, Text, join, spawn_named};
use std::panic::resume_unwind;
use std::sync::Arc;

const LESSON: Text = Text::at("lessons/05-thread-pool/README.md");
const END: Section = LESSON.section("The end: drop");

fn pool() -> ThreadPool {
    ThreadPool::new(2, 1).expect("the explorer refuses no thread")
}

/// A job that leaves its number in a sum.
fn add(sum: &Arc<AtomicU32>, number: u32) -> Box<dyn FnOnce() + Send> {
    let sum = Arc::clone(sum);
    Box::new(move || {
        sum.fetch_add(number, Ordering::SeqCst);
    })
}

#[test]
fn no_order_loses_a_job() {
    END.claim("every job that was accepted must run once before the drop is over").holds_in_schedules(
        SCHEDULES,
        || {
            let (pool, sum) = (pool(), Arc::new(AtomicU32::new(0)));
            for number in [1, 10, 100] {
                pool.submit(add(&sum, number)).expect("nobody closes the pool");
            }
            drop(pool);
            let sum = sum.load(Ordering::SeqCst);
            assert_eq!(sum, 111, "of the jobs 1, 10 and 100, those that ran add up to {sum}");
        },
    );
}

#[test]
fn no_order_loses_a_worker_to_a_panic() {
    let claim = LESSON
        .section("A panic ends the job, not the worker")
        .claim("two jobs that panic must leave two workers for the others");
    claim.holds_in_schedules(SCHEDULES, || {
        let (pool, sum) = (pool(), Arc::new(AtomicU32::new(0)));
        for _ in 0..2 {
            pool.submit(Box::new(|| resume_unwind(Box::new("this job fails"))))
                .expect("nobody closes the pool");
        }
        pool.submit(add(&sum, 1)).expect("nobody closes the pool");
        drop(pool);
        assert_eq!(sum.load(Ordering::SeqCst), 1, "the job behind them did not run");
    });
}

// In the two models below a job may be the last to hold the pool. Then nobody waits for it, so its owner cannot
// count what ran. The explorer waits for every thread, and so finds those that never end.

#[test]
fn no_order_hangs_a_pool_that_is_dropped_inside_its_own_job() {
    END.claim("a pool must end, whether its owner or its job drops it last").holds_in_schedules(
        SCHEDULES,
        || {
            let pool = Arc::new(pool());
            let last = Arc::clone(&pool);
            pool.submit(Box::new(move || drop(last))).expect("nobody closes the pool");
            pool.submit(Box::new(|| ())).expect("nobody closes the pool");
            drop(pool);
        },
    );
}

#[test]
fn no_order_hangs_two_jobs_that_submit_to_their_own_pool() {
    let claim = LESSON
        .section("No lock while a job runs")
        .claim("two jobs that each hand in one more must end, whether it is taken or not");
    claim.holds_in_schedules(SCHEDULES, || {
        let pool = Arc::new(pool());
        for _ in 0..2 {
            let inner = Arc::clone(&pool);
            let job = move || drop(inner.try_submit(Box::new(|| ())));
            pool.submit(Box::new(job)).expect("nobody closes the pool");
        }
        drop(pool);
    });
}

#[test]
fn no_order_lets_try_submit_sleep() {
    let claim = LESSON
        .section("Workers, a queue, and who owns what")
        .claim("try_submit must never sleep, whoever takes the last place a moment before");
    claim.holds_in_schedules(SCHEDULES, || {
        let pool = Arc::new(ThreadPool::new(1, 1).expect("the explorer refuses no thread"));
        let over = Arc::new(Latch::new(1));
        let last = Arc::clone(&over);
        pool.submit(Box::new(move || last.wait())).expect("nobody closes the pool");
        // The only worker waits until both have returned. So whoever waits for room waits for ever.
        let triers = [(); 2].map(|()| {
            let pool = Arc::clone(&pool);
            spawn_named("trier", move || drop(pool.try_submit(Box::new(|| ()))))
        });
        triers.into_iter().for_each(join);
        over.count_down();
    });
}
