//! Jobs that make jobs: each splits its leaves into two halves, until a job has one leaf. Work stealing is made for this, for
//! the submissions come from the workers themselves.
//!
//! Our queue has a bound. A worker that waited for room there would wait for the other workers, which wait, too; so a worker
//! runs a half itself if there is no room for it. The peers' queues have no bound, so there is always room.

use super::{CAPACITY, OURS, RUSTY_POOL, THREADPOOL, spend};
use crate::contest::rounds::{Contender, contest};
use crate::contest::standings::Standings;
use capstone::threads::{Latch, Task, ThreadPool};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How one contest is set up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tree {
    pub(super) workers: usize,
    pub(super) leaves: usize,
    /// How long a leaf keeps a CPU busy.
    pub(super) work: Duration,
}

/// Million leaves a second, from the first submission to the end of the last leaf. Pools are made before.
pub(super) fn throughput(tree: Tree, rounds: usize) -> Standings {
    let contenders = vec![
        Contender::new(OURS, || ours(tree)),
        Contender::new("rayon", || rayon(tree)),
        Contender::new("tokio::spawn", || tokio(tree)),
        Contender::new(THREADPOOL, || threadpool(tree)),
        Contender::new(RUSTY_POOL, || rusty_pool(tree)),
    ];
    contest("million leaves/s", rounds, contenders)
}

/// A pool as a job of it sees it.
trait Submit: Clone + Send + 'static {
    /// Submits the job, or runs it here.
    fn submit(&self, job: Task);
}

/// What all jobs of a tree share.
struct Shared {
    work: Duration,
    /// Leaves that have not run yet.
    left: AtomicUsize,
    /// Opens when all of them have.
    done: Latch,
}

/// Runs a job with so many leaves.
fn run<P: Submit>(pool: &P, shared: &Arc<Shared>, leaves: usize) {
    if leaves > 1 {
        for half in [leaves / 2, leaves - leaves / 2] {
            let (inner, of_all) = (pool.clone(), Arc::clone(shared));
            pool.submit(Box::new(move || run(&inner, &of_all, half)));
        }
        return;
    }
    spend(shared.work);
    if shared.left.fetch_sub(1, Ordering::AcqRel) == 1 {
        shared.done.count_down();
    }
}

fn rate<P: Submit>(tree: Tree, pool: &P) -> f64 {
    let Tree { work, leaves, .. } = tree;
    let shared = Arc::new(Shared { work, left: AtomicUsize::new(leaves), done: Latch::new(1) });
    let (inner, of_all) = (pool.clone(), Arc::clone(&shared));
    let start = Instant::now();
    // The root comes from outside, and everything else from a worker.
    pool.submit(Box::new(move || run(&inner, &of_all, leaves)));
    shared.done.wait();
    leaves as f64 / start.elapsed().as_secs_f64() / 1e6
}

impl Submit for Arc<ThreadPool> {
    fn submit(&self, job: Task) {
        if let Err(no_room) = self.try_submit(job) {
            (no_room.into_inner())();
        }
    }
}

fn ours(tree: Tree) -> f64 {
    rate(tree, &Arc::new(ThreadPool::new(tree.workers, CAPACITY).expect("threads can be created")))
}

impl Submit for Arc<rayon::ThreadPool> {
    fn submit(&self, job: Task) {
        self.spawn(job);
    }
}

fn rayon(tree: Tree) -> f64 {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(tree.workers).build();
    rate(tree, &Arc::new(pool.expect("threads can be created")))
}

impl Submit for tokio::runtime::Handle {
    fn submit(&self, job: Task) {
        self.spawn(async move { job() });
    }
}

fn tokio(tree: Tree) -> f64 {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(tree.workers).build();
    rate(tree, runtime.expect("threads can be created").handle())
}

impl Submit for threadpool::ThreadPool {
    fn submit(&self, job: Task) {
        self.execute(job);
    }
}

fn threadpool(tree: Tree) -> f64 {
    rate(tree, &threadpool::ThreadPool::new(tree.workers))
}

impl Submit for rusty_pool::ThreadPool {
    fn submit(&self, job: Task) {
        self.execute(job);
    }
}

fn rusty_pool(tree: Tree) -> f64 {
    rate(tree, &rusty_pool::ThreadPool::new(tree.workers, tree.workers, Duration::from_secs(60)))
}
