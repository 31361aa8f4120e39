//! Lesson 8, before: a stopwatch around every wait. It shows more waiting in the healthy program than in the slow one.

use capstone::println;
use capstone::threads::{BoundedQueue, Lock};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

const MS: Duration = Duration::from_millis(1);

fn main() {
    let queue = BoundedQueue::new(20);
    let take_jobs = |waited: &mut Duration| while timed(waited, || queue.pop()).is_some() {};
    let bring_jobs = || {
        for job in 0..20 {
            sleep(10 * MS);
            queue.push(job).expect("it is open");
        }
        queue.close();
    };
    let share = share_of_waiting(take_jobs, bring_jobs);
    println!("4 workers, and a job every 10 ms:         waiting {share:.0} % of the time");

    let ledger = Lock::new("ledger", 0);
    let write = |waited: &mut Duration| {
        for _ in 0..25 {
            sleep(MS);
            let mut entries = timed(waited, || ledger.lock());
            sleep(2 * MS);
            *entries += 1;
        }
    };
    let share = share_of_waiting(write, || ());
    println!("4 workers, and a lock held far too long:  waiting {share:.0} % of the time");
}

/// The share of their time that four threads wait while they do `work`.
fn share_of_waiting(work: impl Fn(&mut Duration) + Sync, meanwhile: impl FnOnce()) -> f64 {
    let began = Instant::now();
    let waited: Duration = scope(|scope| {
        let worker = || {
            let mut waited = Duration::ZERO;
            work(&mut waited);
            waited
        };
        let workers = [(); 4].map(|()| scope.spawn(worker));
        meanwhile();
        workers.map(|worker| worker.join().expect("a worker does not panic")).iter().sum()
    });
    100.0 * waited.as_secs_f64() / (4.0 * began.elapsed().as_secs_f64())
}

fn timed<R>(waited: &mut Duration, wait: impl FnOnce() -> R) -> R {
    let began = Instant::now();
    let result = wait();
    *waited += began.elapsed();
    result
}
