//! lesson: 06
//! mistake: the program catches no signal: Ctrl+C kills it, and its jobs with it
//! expect: SIGINT and SIGTERM must each end the program with every job accounted for
//! whole: lessons/06-graceful-shutdown/ctrl_c.rs
use capstone::println;
use capstone::threads::{Shutdown, ThreadPool};
use std::error::Error;
use std::thread::sleep;
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let pool = ThreadPool::new(4, 64)?;
    println!("jobs of 100 ms on 4 workers; Ctrl+C ends this in order, a second Ctrl+C at once");
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(60) {
        pool.submit(Box::new(|| sleep(Duration::from_millis(100)))).expect("nobody closes the pool");
    }
    println!("stopping: no more jobs are taken in, and those that were have 10 s");
    let report = pool.shutdown_by(Shutdown::Drain, Instant::now() + Duration::from_secs(10));
    println!("{report}");
    Ok(())
}
