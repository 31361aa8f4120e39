//! Lesson 2: no update is lost, a lock has a cost, the guard is the access, and a panic locks no other thread out.

use capstone::println;
use capstone::threads::{Lock, waiting};
use std::thread;
use std::time::Instant;

const EACH: u32 = 1_000_000;

fn main() {
    count("one thread", 1);
    count("two threads at once", 2);
    wait_for_the_guard();
    panic_with_the_guard();
}

fn count(who: &str, threads: u32) {
    let (total, start) = (Lock::new("total", 0), Instant::now());
    in_threads(threads, || (0..EACH).for_each(|_| *total.lock() += 1));
    let price = start.elapsed().as_nanos() / u128::from(EACH);
    println!("{who}: {} of {} updates arrived, {price} ns each", total.into_inner(), threads * EACH);
}

fn wait_for_the_guard() {
    let cup = Lock::new("cup", "empty");
    let mut guard = cup.lock();
    thread::scope(|scope| {
        let named = thread::Builder::new().name("reader".to_owned());
        let reader = named.spawn_scoped(scope, || *cup.lock()).expect("the system grants one thread");
        while waiting().is_empty() {
            thread::yield_now();
        }
        println!("main holds the guard: {}", waiting()[0]);
        *guard = "full";
        drop(guard);
        println!("main dropped the guard: the reader found the cup {}", reader.join().unwrap_or("lost"));
    });
}

fn panic_with_the_guard() {
    let total = Lock::new("total", 1);
    in_threads(1, || {
        let mut guard = total.lock();
        *guard += 1;
        panic!("dies with the guard in hand");
    });
    println!("a thread panicked with the guard in hand: the next one gets in, and finds {}", *total.lock());
}

fn in_threads(count: u32, work: impl Fn() + Sync) {
    thread::scope(|scope| {
        let started: Vec<_> = (0..count).map(|_| scope.spawn(&work)).collect();
        started.into_iter().for_each(|handle| drop(handle.join())); // the panic hook has printed the message
    });
}
