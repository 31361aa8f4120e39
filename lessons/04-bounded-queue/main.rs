//! Lesson 4: a hundred items pass five places. Producers sleep while the queue is full, consumers while it is empty.

use capstone::println;
use capstone::threads::{BoundedQueue, Place, waiting};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

fn main() {
    let queue = Arc::new(BoundedQueue::new(5));
    println!("five items fill a queue of 5");
    (1..=5).for_each(|item| queue.try_push((item, Instant::now())).expect("there is room for five"));
    let refused = queue.try_push((6, Instant::now())).expect_err("there is no room for a sixth");
    println!("  try_push(6): {refused}, and gives {} back", refused.into_inner().0);
    let pushing = Arc::clone(&queue);
    let push = move |item| pushing.push((item, Instant::now())).expect("it is open");
    let producer = thread::spawn(move || (6..=100).for_each(push));
    println!("  push(6): the producer {}", state(&producer));
    consume(&queue);
    println!("an empty queue");
    let popping = Arc::clone(&queue);
    let consumer = thread::spawn(move || popping.pop());
    println!("  pop(): the consumer {}", state(&consumer));
    queue.close();
    println!("  close(): its pop returns {:?}", consumer.join().expect("it only pops"));
    let refused = queue.push((101, Instant::now())).expect_err("it is closed");
    println!("  push(101): {refused}, and gives {} back", refused.0.0);
}

fn consume(queue: &BoundedQueue<(u32, Instant)>) {
    println!("a consumer takes 1 ms for each item");
    let (mut received, mut deepest, mut longest) = (Vec::new(), 0, Duration::ZERO);
    let began = Instant::now();
    while received.len() < 100 {
        deepest = deepest.max(queue.len());
        let (item, pushed) = queue.pop().expect("it is open");
        longest = longest.max(pushed.elapsed());
        received.push(item);
        thread::sleep(Duration::from_millis(1));
    }
    let (took, longest) = (began.elapsed().as_secs_f64() * 1e3, longest.as_secs_f64() * 1e3);
    let in_order = received.is_sorted();
    println!(
        "  received {} items, in order: {in_order}; most that waited at once: {deepest}",
        received.len()
    );
    println!("  100 items took {took:.1} ms, the longest way from push to pop {longest:.1} ms");
}

/// Waits until the thread sleeps on a condition, or has ended.
fn state<R>(thread: &JoinHandle<R>) -> &'static str {
    while !thread.is_finished() {
        if waiting().iter().any(|waiter| matches!(waiter.place, Place::Condition(_))) {
            return "sleeps";
        }
        thread::yield_now();
    }
    "did not sleep"
}
