//! Lesson 1: four threads that wait together, a panic that reaches its joiner, a borrow that ends in time.

use capstone::println;
use capstone::threads::{Crew, SpawnError};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use std::{process, thread};

fn main() {
    if let Err(error) = wait_together().and_then(|()| hear_of_a_panic()) {
        eprintln!("error: {error}");
        process::exit(1);
    }
    borrow_in_a_scope();
}

fn wait_together() -> Result<(), SpawnError> {
    println!("four threads, each waits one second");
    let start = Instant::now();
    // One slot a thread, written once by that thread alone: nothing here needs a lock yet.
    let notes: Arc<[OnceLock<String>; 4]> = Arc::default();
    let slots = Arc::clone(&notes);
    let crew = Crew::spawn("waiter", 4, move |index| {
        let from = start.elapsed().as_secs_f64();
        thread::sleep(Duration::from_secs(1));
        let to = start.elapsed().as_secs_f64();
        let me = thread::current();
        let name = me.name().unwrap_or("unnamed");
        slots[index].set(format!("{name} from {from:.2} s to {to:.2} s")).expect("each index comes once");
    })?;
    crew.join().expect("a waiter does not panic");
    notes.iter().flat_map(OnceLock::get).for_each(|note| println!("  {note}"));
    println!("  all four joined after {:.2} s", start.elapsed().as_secs_f64());
    Ok(())
}

fn hear_of_a_panic() -> Result<(), SpawnError> {
    println!("three threads, one of them panics");
    let crew = Crew::spawn("worker", 3, |index| assert!(index != 1, "job {index} has no input"))?;
    match crew.join() {
        Ok(()) => println!("  join says: all three ended well"),
        Err(panic) => println!("  join says: {panic}"),
    }
    Ok(())
}

fn borrow_in_a_scope() {
    println!("two scoped threads add up one borrowed array");
    let numbers: [u32; 100] = std::array::from_fn(|n| n as u32 + 1);
    let (front, back) = numbers.split_at(50);
    let sum: u32 = thread::scope(|scope| {
        let halves = [front, back].map(|half| scope.spawn(|| half.iter().sum::<u32>()));
        halves.into_iter().map(|half| half.join().expect("a sum does not panic")).sum()
    });
    println!("  the sum of 1 to {} is {sum}", numbers.len());
}
