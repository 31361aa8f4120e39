//! Lesson 4, before: a list under a lock as a queue. It has no limit, and a thread that finds it empty busy-waits.

use capstone::println;
use capstone::threads::Lock;
use std::collections::VecDeque;
use std::thread;
use std::time::{Duration, Instant};

type Page = Box<[u8; 1024]>;

fn main() {
    no_limit();
    no_sleep();
}

/// The consumer takes one page and is then busy with it, perhaps with a slow disk. The producer does not notice.
fn no_limit() {
    let queue: Lock<VecDeque<Page>> = Lock::new("queue", VecDeque::new());
    let producer = || (0..100_000).for_each(|_| queue.lock().push_back(Box::new([0; 1024])));
    thread::scope(|scope| {
        let producer = scope.spawn(producer);
        while queue.lock().pop_front().is_none() {}
        producer.join().expect("it only pushes");
    });
    let pages = queue.into_inner().len();
    println!(
        "No limit: while the consumer was busy with 1 page, {pages} more came. {} MiB wait.",
        pages >> 10
    );
}

/// The next page comes after 50 ms. How often does the consumer look?
fn no_sleep() {
    let queue: Lock<VecDeque<Page>> = Lock::new("queue", VecDeque::new());
    thread::scope(|scope| {
        scope.spawn(|| {
            thread::sleep(Duration::from_millis(50));
            queue.lock().push_back(Box::new([0; 1024]));
        });
        let (began, mut looks) = (Instant::now(), 0u64);
        while queue.lock().pop_front().is_none() {
            looks += 1;
        }
        let rate = looks as f64 / began.elapsed().as_secs_f64();
        println!(
            "No sleep: a consumer without a page looks for one, at {rate:.0} looks/s, on a core of its own."
        );
    });
}
