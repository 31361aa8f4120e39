//! Before lesson 3: three ways to wait for an item, and what goes wrong in each.

use capstone::println;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

fn main() {
    look_again_and_again();
    wait_behind_an_if();
    look_then_sleep();
}

fn look_again_and_again() {
    let items: Mutex<VecDeque<u32>> = Mutex::default();
    let (start, mut looks) = (Instant::now(), 0);
    while items.lock().unwrap().is_empty() && start.elapsed() < Duration::from_millis(500) {
        looks += 1;
    }
    println!("look again and again: {} looks/s at an empty queue", looks * 2);
}

fn wait_behind_an_if() {
    let (items, not_empty) = (Mutex::new(VecDeque::new()), Condvar::new());
    let (looked, has_looked) = mpsc::channel();
    thread::scope(|scope| {
        let consumer = scope.spawn(|| {
            let mut items = items.lock().unwrap();
            if items.is_empty() {
                looked.send(()).unwrap();
                items = not_empty.wait(items).unwrap();
            }
            items.pop_front()
        });
        has_looked.recv().unwrap();
        let mut items = items.lock().unwrap(); // the consumer has unlocked it, so now it sleeps
        items.push_back(1);
        not_empty.notify_one();
        items.pop_front(); // a third thread is quicker than the one that was woken
        drop(items);
        println!("wait behind an if: woken for an item, found {:?}", consumer.join().unwrap());
    });
}

fn look_then_sleep() {
    let (items, not_empty) = (Mutex::new(VecDeque::new()), Condvar::new());
    let empty = items.lock().unwrap().is_empty(); // the consumer looks, and unlocks
    thread::scope(|scope| {
        // The producer runs as a whole between the look and the sleep.
        scope.spawn(|| {
            items.lock().unwrap().push_back(1);
            not_empty.notify_one();
        });
    });
    assert!(empty); // so the consumer sleeps
    let (items, slept) = not_empty.wait_timeout(items.lock().unwrap(), Duration::from_secs(1)).unwrap();
    let end = if slept.timed_out() { "nobody woke it" } else { "woken" };
    println!("look, then sleep: slept 1 s beside {} item, {end}", items.len());
}
