//! The thread pool against other pools.

use crate::contest::rounds::{Contender, contest};
use crate::contest::standings::Standings;
use capstone::println;
use capstone::threads::{Shutdown, Task, ThreadPool};
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
pub(crate) struct Shape {
    pub(crate) workers: usize,
    pub(crate) jobs: usize,
    /// How long a job keeps a CPU busy.
    pub(crate) work: Duration,
}

/// Prints the standings of each contest. `share` divides the work.
pub(crate) fn measure(rounds: usize, share: usize) {
    for (workers, jobs, micros) in [(2, 1_000_000, 0), (4, 1_000_000, 0), (2, 100_000, 5), (4, 100_000, 5)] {
        let shape = Shape { workers, jobs: jobs / share, work: Duration::from_micros(micros) };
        println!("pool of {workers} workers, {} jobs of {micros} µs", shape.jobs);
        println!("{}", throughput(shape, rounds));
    }
}

/// Million jobs a second, from the first submission to the end of the last job. Pools are made before.
pub(crate) fn throughput(shape: Shape, rounds: usize) -> Standings {
    let contenders = vec![
        Contender::new(OURS, || ours(shape)),
        Contender::new(BATCHES, || ours_in_batches(shape)).twice(),
        Contender::new(THREADPOOL, || threadpool(shape)),
        Contender::new(RUSTY_POOL, || rusty_pool(shape)),
        Contender::new("rayon", || rayon(shape)),
        Contender::new("tokio::spawn_blocking", || tokio_blocking(shape)),
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

fn rate(shape: Shape, start: Instant) -> f64 {
    shape.jobs as f64 / start.elapsed().as_secs_f64() / 1e6
}

fn start_pool(shape: Shape) -> ThreadPool {
    ThreadPool::new(shape.workers, CAPACITY).expect("threads can be created")
}

fn ours(shape: Shape) -> f64 {
    let pool = start_pool(shape);
    let start = Instant::now();
    for _ in 0..shape.jobs {
        pool.submit(Box::new(move || spend(shape.work))).expect("the pool is open");
    }
    pool.shutdown(Shutdown::Drain);
    rate(shape, start)
}

fn ours_in_batches(shape: Shape) -> f64 {
    let pool = start_pool(shape);
    let start = Instant::now();
    let mut batch: Vec<Task> = Vec::with_capacity(BATCH);
    for n in 0..shape.jobs {
        batch.push(Box::new(move || spend(shape.work)));
        if batch.len() == BATCH || n + 1 == shape.jobs {
            pool.submit_batch(&mut batch).expect("the pool is open");
        }
    }
    pool.shutdown(Shutdown::Drain);
    rate(shape, start)
}

fn threadpool(shape: Shape) -> f64 {
    let pool = threadpool::ThreadPool::new(shape.workers);
    let start = Instant::now();
    (0..shape.jobs).for_each(|_| pool.execute(move || spend(shape.work)));
    pool.join();
    rate(shape, start)
}

fn rusty_pool(shape: Shape) -> f64 {
    let pool = rusty_pool::ThreadPool::new(shape.workers, shape.workers, Duration::from_secs(60));
    let start = Instant::now();
    (0..shape.jobs).for_each(|_| pool.execute(move || spend(shape.work)));
    pool.shutdown_join();
    rate(shape, start)
}

fn rayon(shape: Shape) -> f64 {
    let pool =
        rayon::ThreadPoolBuilder::new().num_threads(shape.workers).build().expect("threads can be created");
    let start = Instant::now();
    // In place: the submissions come from outside the pool, as for the others. The scope's end waits for the jobs.
    pool.in_place_scope(|scope| (0..shape.jobs).for_each(|_| scope.spawn(move |_| spend(shape.work))));
    rate(shape, start)
}

fn tokio_blocking(shape: Shape) -> f64 {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(1).max_blocking_threads(shape.workers).build();
    let runtime = runtime.expect("threads can be created");
    let (sender, finished) = mpsc::channel::<()>();
    let start = Instant::now();
    for _ in 0..shape.jobs {
        let sender = sender.clone();
        runtime.spawn_blocking(move || {
            spend(shape.work);
            drop(sender);
        });
    }
    drop(sender);
    // Ends when the last job has dropped its sender.
    let _ = finished.recv();
    rate(shape, start)
}
