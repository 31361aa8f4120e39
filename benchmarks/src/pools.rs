//! The thread pool against other pools.

mod splitting;

use crate::contest::rounds::{Contender, contest};
use crate::contest::standings::Standings;
use capstone::println;
use capstone::threads::{Shutdown, Task, ThreadPool};
use splitting::Tree;
use std::hint::{black_box, spin_loop};
use std::sync::mpsc;
use std::time::{Duration, Instant};

const CAPACITY: usize = 1024;
const BATCH: usize = 32;

/// The names that the targets refer to.
pub(crate) const OURS: &str = "ThreadPool";
pub(crate) const BATCHES: &str = "ThreadPool, batches of 32";
pub(crate) const THREADPOOL: &str = "threadpool";
pub(crate) const RUSTY_POOL: &str = "rusty_pool";

/// How one contest is set up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Jobs {
    pub(crate) workers: usize,
    pub(crate) count: usize,
    /// How long a job keeps a CPU busy.
    pub(crate) work: Duration,
}

/// Prints the standings of each contest. `share` divides the work.
pub(crate) fn measure(rounds: usize, share: usize) {
    for (workers, count, micros) in [(2, 1_000_000, 0), (4, 1_000_000, 0), (2, 100_000, 5), (4, 100_000, 5)] {
        let jobs = Jobs { workers, count: count / share, work: Duration::from_micros(micros) };
        println!("pool of {workers} workers, {} jobs of {micros} µs", jobs.count);
        println!("{}", throughput(jobs, rounds));
    }
    for micros in [0, 5] {
        let tree = Tree { workers: 2, leaves: 100_000 / share, work: Duration::from_micros(micros) };
        println!("pool of 2 workers, jobs that make jobs, {} leaves of {micros} µs", tree.leaves);
        println!("{}", splitting::throughput(tree, rounds));
    }
}

/// Million jobs a second, from the first submission to the end of the last job. Pools are made before.
pub(crate) fn throughput(jobs: Jobs, rounds: usize) -> Standings {
    let contenders = vec![
        Contender::new(OURS, || ours(jobs)),
        Contender::new(BATCHES, || ours_in_batches(jobs)).twice(),
        Contender::new(THREADPOOL, || threadpool(jobs)),
        Contender::new(RUSTY_POOL, || rusty_pool(jobs)),
        Contender::new("rayon", || rayon(jobs)),
        Contender::new("tokio::spawn_blocking", || tokio_blocking(jobs)),
    ];
    contest("million jobs/s", rounds, contenders)
}

fn spend(work: Duration) {
    if work.is_zero() {
        black_box(());
        return;
    }
    let start = Instant::now();
    while start.elapsed() < work {
        spin_loop();
    }
}

fn rate(jobs: Jobs, start: Instant) -> f64 {
    jobs.count as f64 / start.elapsed().as_secs_f64() / 1e6
}

fn start_pool(jobs: Jobs) -> ThreadPool {
    ThreadPool::new(jobs.workers, CAPACITY).expect("threads can be created")
}

fn ours(jobs: Jobs) -> f64 {
    let pool = start_pool(jobs);
    let start = Instant::now();
    for _ in 0..jobs.count {
        pool.submit(Box::new(move || spend(jobs.work))).expect("the pool is open");
    }
    pool.shutdown(Shutdown::Drain);
    rate(jobs, start)
}

fn ours_in_batches(jobs: Jobs) -> f64 {
    let pool = start_pool(jobs);
    let start = Instant::now();
    let mut batch: Vec<Task> = Vec::with_capacity(BATCH);
    for n in 0..jobs.count {
        batch.push(Box::new(move || spend(jobs.work)));
        if batch.len() == BATCH || n + 1 == jobs.count {
            pool.submit_batch(&mut batch).expect("the pool is open");
        }
    }
    pool.shutdown(Shutdown::Drain);
    rate(jobs, start)
}

fn threadpool(jobs: Jobs) -> f64 {
    let pool = threadpool::ThreadPool::new(jobs.workers);
    let start = Instant::now();
    (0..jobs.count).for_each(|_| pool.execute(move || spend(jobs.work)));
    pool.join();
    rate(jobs, start)
}

fn rusty_pool(jobs: Jobs) -> f64 {
    let pool = rusty_pool::ThreadPool::new(jobs.workers, jobs.workers, Duration::from_secs(60));
    let start = Instant::now();
    (0..jobs.count).for_each(|_| pool.execute(move || spend(jobs.work)));
    pool.shutdown_join();
    rate(jobs, start)
}

fn rayon(jobs: Jobs) -> f64 {
    let pool =
        rayon::ThreadPoolBuilder::new().num_threads(jobs.workers).build().expect("threads can be created");
    let start = Instant::now();
    // In place: the submissions come from outside the pool, as for the others. The scope's end waits for the jobs.
    pool.in_place_scope(|scope| (0..jobs.count).for_each(|_| scope.spawn(move |_| spend(jobs.work))));
    rate(jobs, start)
}

fn tokio_blocking(jobs: Jobs) -> f64 {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(1).max_blocking_threads(jobs.workers).build();
    let runtime = runtime.expect("threads can be created");
    let (sender, finished) = mpsc::channel::<()>();
    let start = Instant::now();
    for _ in 0..jobs.count {
        let sender = sender.clone();
        runtime.spawn_blocking(move || {
            spend(jobs.work);
            drop(sender);
        });
    }
    drop(sender);
    // Ends when the last job has dropped its sender.
    let _ = finished.recv();
    rate(jobs, start)
}
