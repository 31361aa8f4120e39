//! Lesson 3: a latch, four consumers that lose and double nothing, and what it costs to wake a sleeper.

use capstone::println;
use capstone::threads::{Condition, Latch, Lock};
use std::collections::{BTreeSet, VecDeque};
use std::{iter, thread, time::Instant};

struct Basket {
    items: Lock<VecDeque<Option<u32>>>,
    /// With `items`: there is one.
    not_empty: Condition,
}

impl Basket {
    fn new() -> Self {
        Self { items: Lock::new("items", VecDeque::new()), not_empty: Condition::new("not_empty") }
    }

    fn put(&self, item: Option<u32>) {
        self.items.lock().push_back(item);
        self.not_empty.notify_one();
    }

    fn take(&self) -> Option<u32> {
        let mut items = self.not_empty.wait_while(self.items.lock(), |items| items.is_empty());
        items.pop_front().expect("wait_while ended, so there is one")
    }
}

fn main() {
    let (basket, ready) = (Basket::new(), Latch::new(4));
    let consume = || {
        ready.count_down();
        iter::from_fn(|| basket.take()).collect::<Vec<u32>>() // until it takes a None
    };
    let taken: Vec<u32> = thread::scope(|scope| {
        let consumers = [(); 4].map(|()| scope.spawn(consume));
        ready.wait();
        println!("the latch is at {}: four consumers are ready", ready.remaining());
        (1..=100).for_each(|item| basket.put(Some(item)));
        (0..4).for_each(|_| basket.put(None)); // each consumer takes one of these, and ends
        consumers.into_iter().flat_map(|consumer| consumer.join().expect("it only takes")).collect()
    });
    println!("100 items put, {} taken, {} different ones", taken.len(), BTreeSet::from_iter(&taken).len());
    println!("an item there and one back, each wakes a sleeper: {} µs", cost_of_a_round_trip());
}

fn cost_of_a_round_trip() -> u128 {
    let (there, back, start) = (Basket::new(), Basket::new(), Instant::now());
    thread::scope(|scope| {
        scope.spawn(|| iter::from_fn(|| there.take()).for_each(|item| back.put(Some(item))));
        for item in 0..10_000 {
            there.put(Some(item));
            back.take();
        }
        there.put(None);
    });
    start.elapsed().as_micros() / 10_000
}
