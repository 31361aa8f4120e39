//! Lesson 5: the same work with a thread for each job and with a pool of four; then what a pool must survive.

use capstone::println;
use capstone::threads::{Latch, SpawnError, ThreadPool};
use std::sync::Arc;
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

const OPEN: &str = "nobody closes the pool";

fn main() -> Result<(), SpawnError> {
    println!("                      a thread a job      a pool of 4");
    compare("100 jobs of 5 ms", 100, || sleep(Duration::from_millis(5)))?;
    compare("10000 empty jobs", 10_000, || ())?;
    a_job_panics()?;
    a_job_drops_its_pool()
}

fn compare(title: &str, jobs: usize, job: fn()) -> Result<(), SpawnError> {
    let began = Instant::now();
    let threads: Vec<_> = (0..jobs).map(|_| thread::spawn(job)).collect();
    threads.into_iter().for_each(|thread| thread.join().expect("the job does not panic"));
    let with_threads = began.elapsed().as_secs_f64() * 1e3;

    let began = Instant::now();
    let pool = ThreadPool::new(4, 64)?;
    (0..jobs).for_each(|_| pool.submit(Box::new(job)).expect(OPEN));
    drop(pool); // runs what was submitted, then joins the workers
    let with_pool = began.elapsed().as_secs_f64() * 1e3;
    println!("{title:20} {with_threads:>12.1} ms {with_pool:>13.1} ms");
    Ok(())
}

fn a_job_panics() -> Result<(), SpawnError> {
    let (pool, ran) = (ThreadPool::new(1, 8)?, Arc::new(Latch::new(1)));
    pool.submit(Box::new(|| panic!("this job has a mistake"))).expect(OPEN);
    let next = Arc::clone(&ran);
    pool.submit(Box::new(move || next.count_down())).expect(OPEN);
    ran.wait();
    println!("{} job panicked, and the only worker ran the next one", pool.totals().panicked);
    Ok(())
}

fn a_job_drops_its_pool() -> Result<(), SpawnError> {
    let pool = Arc::new(ThreadPool::new(1, 8)?);
    let [may_drop, job_ended] = [(); 2].map(|()| Arc::new(Latch::new(1)));
    let (last, go, done) = (Arc::clone(&pool), Arc::clone(&may_drop), Arc::clone(&job_ended));
    let job = move || {
        go.wait();
        drop(last);
        done.count_down();
    };
    pool.submit(Box::new(job)).expect(OPEN);
    drop(pool); // the job holds the other handle
    may_drop.count_down();
    job_ended.wait();
    println!("a job dropped the last handle of its own pool, and went on to its end");
    Ok(())
}
