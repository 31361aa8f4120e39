//! What a pool that was left behind keeps: nothing, once its workers have ended. Linux tells what a process has.
#![cfg(target_os = "linux")]

use crate::deadline::DEADLINE;
use crate::inside::{INSIDE, shut_down_inside};
use crate::jobs::{Ledger, hold, note_the_end_of_each_worker, note_the_end_of_this_worker, pool};
use capstone::threads::{Job, Shutdown, ThreadPool};
use checks::{Footprint, Gate, Pass, mappings, until};
use std::sync::{Arc, Mutex};
use std::time::Instant;

#[test]
fn abandoned_workers_give_their_stacks_back() {
    DEADLINE
        .claim("the threads that are left behind must be detached, or their stacks are never freed")
        .holds(|| {
            let before = mappings();
            for _ in 0..200 {
                let (pool, ledger, gate) = (pool(1, 1), Ledger::default(), Gate::new());
                note_the_end_of_each_worker(&pool, 1, &ledger);
                hold(&pool, &gate, 1);
                pool.shutdown_by(Shutdown::Drain, Instant::now());
                gate.open();
                until("the worker that was left behind ends", || ledger.workers_ended() == 1);
            }
            let more = mappings().saturating_sub(before);
            assert!(more < 200, "after 200 workers had ended, there were {more} mappings more than before");
        });
}

#[test]
fn a_worker_that_shuts_its_own_pool_down_gives_its_stack_back() {
    INSIDE
        .claim("a worker that shuts its own pool down must be detached, or its stack is never freed")
        .holds(|| {
            let before = mappings();
            (0..200).for_each(|_| _ = shut_down_inside(|pool| pool.shutdown(Shutdown::Discard)));
            until("most of 200 workers that shut their pools down have given their stacks back", || {
                mappings().saturating_sub(before) < 200
            });
        });
}

/// A job for which a queue of 4096 takes 16 MB, without touching them.
struct Large {
    pass: Pass,
    _room: [u8; 4096],
}

impl Job for Large {
    fn run(self) {
        self.pass.wait();
    }
}

#[test]
fn an_abandoned_pool_is_freed_once_its_workers_have_ended() {
    DEADLINE.claim("the queue of a pool that was left behind must be freed when its workers end").holds(
        || {
            let address_space = || Footprint::own().expect("a process may read what it has").address_space;
            let before = address_space();
            for _ in 0..200 {
                let (pool, gate) = (ThreadPool::start(1, 4096).unwrap(), Gate::new());
                assert!(
                    pool.submit(Large { pass: gate.pass(), _room: [0; 4096] }).is_ok(),
                    "nobody closes the pool"
                );
                until("the worker runs its job", || gate.waiting() == 1);
                pool.shutdown_by(Shutdown::Drain, Instant::now());
                gate.open();
            }
            let half = 100 * 4096 * size_of::<Large>() as u64;
            until("most of 200 queues of 16 MB are freed", || address_space() < before + half);
        },
    );
}

/// A job that shuts its own pool down. A queue of 4096 of them takes 16 MB.
struct Last {
    pool: Arc<Mutex<Option<ThreadPool<Self>>>>,
    ledger: Ledger,
    pass: Pass,
    _room: [u8; 4096],
}

impl Job for Last {
    fn run(self) {
        note_the_end_of_this_worker(&self.ledger);
        self.pass.wait();
        let pool = self.pool.lock().unwrap().take();
        pool.expect("it has been put there").shutdown(Shutdown::Discard);
    }
}

#[test]
fn a_pool_that_is_shut_down_inside_is_freed() {
    let claim =
        INSIDE.claim("a pool that is shut down inside its own job must be freed when its workers end");
    claim.holds(|| {
        let address_space = || Footprint::own().expect("a process may read what it has").address_space;
        let before = address_space();
        for _ in 0..200 {
            let (pool, ledger, gate) = (ThreadPool::start(1, 4096).unwrap(), Ledger::default(), Gate::new());
            let place = Arc::new(Mutex::new(None));
            let (pass, end) = (gate.pass(), ledger.clone());
            let job = Last { pool: Arc::clone(&place), ledger: end, pass, _room: [0; 4096] };
            assert!(pool.submit(job).is_ok(), "nobody closes the pool");
            *place.lock().unwrap() = Some(pool);
            gate.open();
            until("the worker ends", || ledger.workers_ended() == 1);
        }
        let half = 100 * 4096 * size_of::<Last>() as u64;
        until("most of 200 queues of 16 MB are freed", || address_space() < before + half);
    });
}
