//! Lesson 8, cross-check: four threads and one lock, with nothing else to wait for. The meter must agree with the
//! kernel: a thread that waits for a lock waits in the system call futex(2).

use capstone::observe::Meter;
use capstone::println;
use capstone::threads::{Crew, Lock, SpawnError};
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

const HOLD: Duration = Duration::from_micros(200);

fn main() -> Result<(), SpawnError> {
    let (meter, lock) = (Meter::start(), Arc::new(Lock::new("shared", 0)));
    let crew = Crew::spawn("user", 4, move |_| {
        for _ in 0..500 {
            let mut count = lock.lock();
            sleep(HOLD);
            *count += 1;
            drop(count);
            sleep(HOLD);
        }
    })?;
    crew.join().expect("nobody panics");
    let contention = meter.stop();
    for user in (0..4).filter_map(|index| contention.thread(&format!("user-{index}"))) {
        let wait = &user.stats.wait;
        println!("{}: {} waits, {:.1} ms", user.name, wait.count(), wait.sum().as_secs_f64() * 1e3);
    }
    Ok(())
}
