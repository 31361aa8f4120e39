//! Lesson 6, before: the two endings that everyone writes first. One cuts jobs off, the other is never noticed.

use capstone::println;
use capstone::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use capstone::threads::{BoundedQueue, Crew, Place, SpawnError, waiting};
use std::sync::Arc;
use std::thread::{sleep, yield_now};
use std::time::Duration;

fn main() -> Result<(), SpawnError> {
    main_returns()?;
    a_stop_flag()
}

/// When main returns, the process ends, and with it every thread, wherever it is.
fn main_returns() -> Result<(), SpawnError> {
    static FINISHED: AtomicUsize = AtomicUsize::new(0);
    let queue = Arc::new(BoundedQueue::new(50));
    (0..50).for_each(|job| queue.push(job).expect("nobody closes it"));
    let crew = Crew::spawn("worker", 4, move |_| {
        while queue.pop().is_some() {
            sleep(Duration::from_millis(200));
            FINISHED.fetch_add(1, Ordering::SeqCst);
        }
    })?;
    crew.detach(); // as dropping a `JoinHandle` does
    println!(
        "If main returned now, {} of 50 jobs would have been finished.",
        FINISHED.load(Ordering::SeqCst)
    );
    Ok(())
}

/// A flag tells the workers to stop. They look at it between two jobs.
fn a_stop_flag() -> Result<(), SpawnError> {
    static STOP: AtomicBool = AtomicBool::new(false);
    let queue = Arc::new(BoundedQueue::<u32>::new(50));
    let crew = Crew::spawn("idle", 4, move |_| {
        while !STOP.load(Ordering::SeqCst) {
            queue.pop(); // and the job would run here
        }
    })?;
    while asleep().len() < 4 {
        yield_now();
    }
    STOP.store(true, Ordering::SeqCst);
    sleep(Duration::from_millis(200)); // time enough to notice
    println!("200 ms after the stop flag was set:");
    asleep().iter().for_each(|line| println!("  {line}"));
    crew.detach(); // a join would never return
    Ok(())
}

fn asleep() -> Vec<String> {
    let idle = waiting()
        .into_iter()
        .filter(|w| w.thread.starts_with("idle") && matches!(w.place, Place::Condition(_)));
    idle.map(|waiter| waiter.to_string()).collect()
}
