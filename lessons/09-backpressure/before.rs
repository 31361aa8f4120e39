//! Before lesson 9: two wrong reactions to a full queue. Wait until there is room, or have no limit.

use capstone::println;
use capstone::threads::{SpawnError, ThreadPool};
use std::sync::mpsc;
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

const MS: Duration = Duration::from_millis(1);

fn main() -> Result<(), SpawnError> {
    wait_for_room()?;
    have_no_limit();
    Ok(())
}

/// An event loop with 20 requests of 20 ms to submit, a worker, and a queue of 4.
fn wait_for_room() -> Result<(), SpawnError> {
    let pool = ThreadPool::new(1, 4)?;
    let begun = Instant::now();
    for _ in 0..20 {
        pool.submit(Box::new(|| sleep(20 * MS))).expect("nobody closes the pool");
    }
    println!("wait for room: the event loop stood still for {:.0?}", begun.elapsed());
    Ok(())
}

/// A worker that serves 200 requests/s, and clients that send 500, each of which leaves after 100 ms.
fn have_no_limit() {
    let (queue, requests) = mpsc::channel::<Instant>();
    let worker = thread::spawn(move || {
        let waits = requests.iter().map(|arrived| {
            sleep(5 * MS);
            arrived.elapsed()
        });
        waits.collect::<Vec<Duration>>()
    });
    for _ in 0..500 {
        queue.send(Instant::now()).expect("the worker takes everything");
        sleep(2 * MS);
    }
    drop(queue);
    let waits = worker.join().expect("the worker only sleeps");
    let late = waits.iter().filter(|wait| **wait > 100 * MS).count() * 100 / waits.len();
    println!("have no limit: the last of {} waited {:.1?}", waits.len(), waits[waits.len() - 1]);
    println!("have no limit: {late} % were served when their client had left");
}
