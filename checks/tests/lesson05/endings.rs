//! The pool is dropped: by its owner, with jobs still waiting, or inside one of its own jobs or another pool's.

use crate::{Count, LESSON, hold, pool, pool_to_end, submit};
use checks::{Gate, Section, blocked, spawn_named, until};
use std::cell::RefCell;
use std::panic::resume_unwind;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

const END: Section = LESSON.section("The end: drop");

/// Drops a pool with jobs in a thread `dropper`, which may panic meanwhile.
fn drop_with_jobs(panics: bool) {
    let (pool, gate, ran) = (pool_to_end(2, 16), Gate::new(), Count::default());
    hold(&pool, &gate, 2);
    for _ in 0..10 {
        let ran = ran.clone();
        submit(&pool, move || ran.add());
    }
    let dropper = spawn_named("dropper", move || {
        let _pool = pool;
        if panics {
            resume_unwind(Box::new("the owner fails"));
        }
    });
    let owner = if panics { ", while its owner panicked," } else { "" };
    until("the drop waits for the jobs", || {
        assert!(!dropper.is_finished(), "the drop{owner} was over while two jobs ran and ten waited");
        blocked().iter().any(|waiter| waiter.thread == "dropper")
    });
    gate.open();
    until("the drop is over once the jobs can end", || dropper.is_finished());
    assert_eq!(dropper.join().is_err(), panics, "the drop{owner} ended by another panic, or without one");
    assert_eq!(ran.get(), 10, "of ten jobs that waited at the drop{owner} {} ran", ran.get());
}

#[test]
fn dropping_the_pool_waits_for_every_accepted_job() {
    END.claim("dropping a pool must wait until every accepted job has run")
        .holds(|| [false, true].into_iter().for_each(drop_with_jobs));
}

#[test]
fn the_jobs_that_wait_at_the_drop_run_on_the_workers() {
    END.claim("a job that waits while its pool is dropped must run on a worker").holds(|| {
        let (pool, gate, (sender, ran_on)) = (pool_to_end(2, 16), Gate::new(), mpsc::channel());
        hold(&pool, &gate, 2);
        for _ in 0..10 {
            let sender = sender.clone();
            submit(&pool, move || sender.send(thread::current().id()).unwrap());
        }
        drop(sender);
        let dropper = spawn_named("dropper", move || drop(pool));
        until("the drop waits for the jobs, or is over", || {
            dropper.is_finished() || blocked().iter().any(|waiter| waiter.thread == "dropper")
        });
        gate.open();
        // How many of them run is another claim's business.
        let its_own = ran_on.iter().filter(|thread| *thread == dropper.thread().id()).count();
        assert_eq!(its_own, 0, "the thread that dropped it ran {its_own} of ten itself");
    });
}

/// Raises its flag when the thread that holds it ends, which takes its time.
struct Farewell(Count);

impl Drop for Farewell {
    fn drop(&mut self) {
        thread::sleep(Duration::from_millis(50));
        self.0.add();
    }
}

thread_local! {
    static FAREWELL: RefCell<Option<Farewell>> = const { RefCell::new(None) };
}

#[test]
fn dropping_the_pool_ends_its_workers() {
    END.claim("no worker must outlive its pool").holds(|| {
        let (pool, gate, ended) = (pool_to_end(3, 4), Gate::new(), Count::default());
        for number in 1..=3 {
            let (pass, farewell) = (gate.pass(), Farewell(ended.clone()));
            submit(&pool, move || {
                FAREWELL.set(Some(farewell));
                pass.wait();
            });
            until("each worker runs a job", || gate.waiting() == number);
        }
        gate.open();
        drop(pool);
        let ended = ended.get();
        assert_eq!(ended, 3, "after the drop, {} of 3 workers were still there", 3 - ended);
    });
}

#[test]
fn a_worker_that_leaves_is_counted_out() {
    END.claim(
        "`workers` must tell who has not left yet, by the latch that each worker counts down at its end",
    )
    .holds(|| {
        let (pool, two, gate) = (pool(3, 4), Gate::new(), Gate::new());
        assert_eq!(
            pool.workers(),
            3,
            "of three workers that are about to begin it counts {}",
            pool.workers()
        );
        hold(&pool, &two, 2);
        hold(&pool, &gate, 1);
        assert_eq!(pool.workers(), 3, "of three workers, each with a job, it counts {}", pool.workers());
        two.open();
        pool.close();
        until("after close, the two workers without a job counted the latch `working` down", || {
            pool.workers() <= 1
        });
        assert_eq!(pool.workers(), 1, "the latch says that {} are left while one runs a job", pool.workers());
        gate.open();
        until("the last worker counted the latch down, once its job had ended", || pool.workers() == 0);
    });
}

#[test]
fn a_pool_can_be_dropped_inside_its_own_job() {
    END.claim("a job that drops its own pool must go on to its end").holds(|| {
        let (pool, alone, after) = (Arc::new(pool_to_end(1, 4)), Gate::new(), Count::default());
        let (last, may_drop, went_on) = (Arc::clone(&pool), alone.pass(), after.clone());
        submit(&pool, move || {
            may_drop.wait();
            drop(last);
            went_on.add();
        });
        let behind = Count::default();
        for _ in 0..3 {
            let behind = behind.clone();
            submit(&pool, move || behind.add());
        }
        drop(pool);
        alone.open();
        until("the job goes on after the drop", || after.get() == 1);
        until("the three jobs behind it run, too", || behind.get() == 3);
    });
}

#[test]
fn a_pool_that_is_dropped_inside_another_pools_job_is_waited_for() {
    END.claim("a job that drops another pool must wait for that pool's jobs").holds(|| {
        let (own, other, gate) = (pool(1, 4), pool_to_end(1, 4), Gate::new());
        hold(&other, &gate, 1);
        let (begun, over) = (Count::default(), Count::default());
        let (begins, ends) = (begun.clone(), over.clone());
        submit(&own, move || {
            begins.add();
            drop(other);
            ends.add();
        });
        until("the job runs", || begun.get() == 1);
        // The worker of the other pool has the same name. It waits at the gate, which is not on the list.
        until("the drop waits for the other pool's job", || {
            assert_eq!(over.get(), 0, "the drop was over while that job ran");
            blocked().iter().any(|waiter| waiter.thread == "worker-0")
        });
        gate.open();
        until("the drop is over once that job has ended", || over.get() == 1);
    });
}
