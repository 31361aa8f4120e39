//! Before lesson 2: two threads each add 1 a thousand times, in safe Rust, and half of the sum is lost.

use capstone::println;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn main() {
    let (total, both) = (AtomicU32::new(0), Barrier::new(2));
    in_two_threads(|| {
        for _ in 0..1000 {
            let seen = total.load(SeqCst);
            both.wait(); // both have read, neither has written
            total.store(seen + 1, SeqCst);
            both.wait(); // both have written
        }
    });
    println!("forced to meet: {} of 2000 arrived", total.load(SeqCst));

    let total = AtomicU32::new(0);
    in_two_threads(|| {
        for _ in 0..1_000_000 {
            let seen = total.load(SeqCst);
            total.store(seen + 1, SeqCst);
        }
    });
    println!("left to chance: {} % of 2000000 arrived", total.load(SeqCst) / 20_000);
}

fn in_two_threads(work: impl Fn() + Sync) {
    thread::scope(|scope| {
        scope.spawn(&work);
        scope.spawn(&work);
    });
}
