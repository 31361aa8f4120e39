//! How jobs get into the pool: from outside, from inside, and when there is no room.

use crate::{Count, NO_LOCK, WORKERS, hold, pool, submit};
use capstone::threads::{Place, TryPushError};
use checks::{Gate, asleep, blocked, join, spawn_named, until};
use std::sync::Arc;

#[test]
fn a_job_can_submit_to_its_own_pool() {
    NO_LOCK.claim("a job must be able to use the pool that runs it").holds(|| {
        let pool = Arc::new(pool(1, 4));
        let (inner, second) = (Arc::clone(&pool), Gate::new());
        let pass = second.pass();
        submit(&pool, move || submit(&inner, move || pass.wait()));
        until("a job that a job submitted runs", || second.waiting() == 1);
    });
}

#[test]
fn submit_sleeps_while_the_queue_is_full() {
    WORKERS.claim("submit must sleep while the queue is full, and return when there is room").holds(|| {
        let pool = Arc::new(pool(1, 1));
        let gate = Gate::new();
        hold(&pool, &gate, 1);
        submit(&pool, || ());
        let submitter = spawn_named("submitter", {
            let pool = Arc::clone(&pool);
            move || submit(&pool, || ())
        });
        until("submit sleeps, with one job running and one waiting in a queue of one", || {
            assert!(!submitter.is_finished(), "it returned, with the queue full");
            asleep("submitter") == 1
        });
        gate.open();
        until("submit returned once a worker had taken a job", || submitter.is_finished());
        join(submitter);
    });
}

#[test]
fn a_job_that_submits_to_its_own_full_pool_sleeps() {
    NO_LOCK
        .claim(
            "a job that submits to its own pool must sleep while the queue is full, as any other thread does",
        )
        .holds(|| {
            let pool = Arc::new(pool(2, 1));
            let (held, go, ran) = (Gate::new(), Gate::new(), Count::default());
            hold(&pool, &held, 1);
            let (inner, pass, count) = (Arc::clone(&pool), go.pass(), ran.clone());
            submit(&pool, move || {
                pass.wait();
                submit(&inner, move || count.add());
            });
            until("each worker runs a job", || go.waiting() == 1);
            submit(&pool, || ());
            go.open();
            until("the job sleeps in its submit, or has run the job itself", || {
                blocked().iter().any(|waiter| matches!(waiter.place, Place::Condition("not_full")))
                    || ran.get() == 1
            });
            assert_eq!(
                ran.get(),
                0,
                "with the queue full, submit ran its job itself, before the one that waits"
            );
            held.open();
            until("the job that a job submitted runs, once there is room", || ran.get() == 1);
            until("four jobs are counted", || pool.totals().completed == 4);
            let accepted = pool.totals().accepted;
            assert_eq!(accepted, 4, "of four jobs, {accepted} were counted as accepted");
        });
}

#[test]
fn try_submit_gives_the_job_back_when_the_queue_is_full() {
    WORKERS.claim("try_submit must return at once, and give back a job that it does not take").holds(|| {
        for (workers, capacity) in [(1, 1), (4, 1), (2, 3), (1, 100)] {
            let (pool, gate) = (pool(workers, capacity), Gate::new());
            hold(&pool, &gate, workers);
            for place in 1..=capacity {
                let taken = pool.try_submit(Box::new(|| ())).is_ok();
                assert!(taken, "it refused job {place} for a queue of {capacity}, with no other in it");
            }
            let ran = Count::default();
            let count = ran.clone();
            match pool.try_submit(Box::new(move || count.add())) {
                Err(TryPushError::Full(job)) => job(),
                Err(TryPushError::Closed(_)) => panic!("it said that the pool was closed"),
                Ok(()) => {
                    panic!(
                        "with all {workers} workers busy, it took job {} into a queue of {capacity}",
                        capacity + 1
                    )
                }
            }
            assert_eq!(ran.get(), 1, "it gave back another job");
            pool.close();
            let closed = matches!(pool.try_submit(Box::new(|| ())), Err(TryPushError::Closed(_)));
            assert!(
                closed,
                "closed and full, it did not say that the pool was closed: nobody need try again"
            );
        }
    });
}
