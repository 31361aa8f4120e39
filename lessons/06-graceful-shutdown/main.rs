//! Lesson 6: three ways to end a pool with fifty jobs, and how each job ended.

use capstone::println;
use capstone::threads::{Shutdown, ShutdownReport, SpawnError, ThreadPool};
use std::thread::{sleep, yield_now};
use std::time::{Duration, Instant};

const MS: Duration = Duration::from_millis(1);

fn main() -> Result<(), SpawnError> {
    println!("50 jobs on 4 workers, and at once the pool is shut down");
    show("drain", 10 * MS, |pool| pool.shutdown(Shutdown::Drain))?;
    show("discard", 200 * MS, |pool| pool.shutdown(Shutdown::Discard))?;
    show("drain until a deadline", 10_000 * MS, |pool| {
        pool.shutdown_by(Shutdown::Drain, Instant::now() + 100 * MS)
    })
}

fn show(title: &str, job: Duration, end: fn(ThreadPool) -> ShutdownReport) -> Result<(), SpawnError> {
    let pool = ThreadPool::new(4, 64)?;
    let began = Instant::now();
    for _ in 0..50 {
        pool.submit(Box::new(move || sleep(job))).expect("nobody closes the pool");
    }
    while pool.depth() > 46 {
        yield_now(); // until each worker has taken a job, whichever thread was quicker
    }
    let report = end(pool);
    println!("{title}, jobs of {job:?}: {:.0} ms", began.elapsed().as_secs_f64() * 1e3);
    println!("  {report}");
    Ok(())
}
