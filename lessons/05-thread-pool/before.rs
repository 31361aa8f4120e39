//! Lesson 5, before: the pool that everyone writes first. It looks parallel and is not, and a panic shrinks it.

use capstone::println;
use capstone::threads::{Crew, Lock};
use std::panic::resume_unwind;
use std::sync::{Arc, mpsc};
use std::thread::sleep;
use std::time::{Duration, Instant};

type Task = Box<dyn FnOnce() + Send>;

fn main() {
    serial();
    dying();
}

/// Eight jobs of 20 ms on four workers should take 40 ms.
fn serial() {
    let (jobs, crew) = pool(4);
    let began = Instant::now();
    for _ in 0..8 {
        jobs.send(Box::new(|| sleep(Duration::from_millis(20)))).expect("a worker listens");
    }
    drop(jobs);
    crew.join().expect("no job panics");
    println!("8 jobs of 20 ms on 4 workers: {:.0} ms", began.elapsed().as_secs_f64() * 1e3);
}

/// Four jobs panic. Who runs the fifth?
fn dying() {
    let (jobs, crew) = pool(4);
    for _ in 0..4 {
        jobs.send(Box::new(|| resume_unwind(Box::new("this job fails")))).expect("a worker listens");
    }
    let died = crew.join().expect_err("four jobs panicked").panics.len();
    let fifth = jobs.send(Box::new(|| println!("never printed")));
    println!("4 jobs panicked: {died} of 4 workers died. The next job: {}", fifth.unwrap_err());
}

fn pool(workers: usize) -> (mpsc::Sender<Task>, Crew) {
    let (sender, receiver) = mpsc::channel::<Task>();
    let receiver = Arc::new(Lock::new("receiver", receiver));
    let crew = Crew::spawn("worker", workers, move |_| {
        // The guard that `lock()` returns lives until the end of the loop's body: the job runs under the lock.
        while let Ok(job) = receiver.lock().recv() {
            job();
        }
    });
    (sender, crew.expect("the system has room for four threads"))
}
