//! Before lesson 1: the same four waits in a row; then in four threads without a join.

use capstone::println;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

fn main() {
    let start = Instant::now();
    for _ in 0..4 {
        wait();
    }
    println!("in a row: 4 of 4 done after {:.2} s", start.elapsed().as_secs_f64());

    let start = Instant::now();
    let done = Arc::new(AtomicUsize::new(0));
    for _ in 0..4 {
        let done = Arc::clone(&done);
        thread::spawn(move || {
            wait();
            done.fetch_add(1, Ordering::SeqCst);
        });
    }
    let count = done.load(Ordering::SeqCst);
    println!(
        "bare threads: {count} of 4 done after {:.2} s, when main returns",
        start.elapsed().as_secs_f64()
    );
    // The process ends with main. The four threads end with it, in the middle of their work.
}

fn wait() {
    thread::sleep(Duration::from_secs(1));
}
