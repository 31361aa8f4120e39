//! Lesson 8: three slow programs, the figures of the meter for each, and the same programs after a cure.

use capstone::observe::{Contention, Meter};
use capstone::println;
use capstone::threads::{Lock, SpawnError, ThreadPool};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

const MS: Duration = Duration::from_millis(1);

fn main() -> Result<(), SpawnError> {
    println!("1. a lock held too long   predicted    measured   waiting  contended  lock held");
    println!("   {}", run("written under the lock      200 ms", 4, 100, [1, 2])?.diagnosis());
    run("written, then locked         75 ms", 4, 100, [3, 0])?;
    println!("2. too many threads       predicted    measured   waiting  contended  lock held");
    println!("   {}", run("16 workers                  200 ms", 16, 200, [3, 1])?.diagnosis());
    run("4 workers                   200 ms", 4, 200, [3, 1])?;
    println!("3. a queue too small      predicted    measured   waiting  producer waits for room");
    run_bursts("room for 1 job              140 ms", 1)?;
    run_bursts("room for 64 jobs             80 ms", 64)
}

/// Jobs that work for a number of milliseconds, and then for another one with the ledger locked.
fn run(title: &str, workers: usize, jobs: usize, [work, locked]: [u32; 2]) -> Result<Contention, SpawnError> {
    let (meter, began, ledger) = (Meter::start(), Instant::now(), Arc::new(Lock::new("ledger", 0)));
    let pool = ThreadPool::new(workers, jobs)?;
    for _ in 0..jobs {
        let ledger = Arc::clone(&ledger);
        let job = move || {
            sleep(work * MS);
            let mut entries = ledger.lock();
            sleep(locked * MS);
            *entries += 1;
        };
        pool.submit(Box::new(job)).expect("nobody closes it");
    }
    drop(pool); // runs all jobs
    let (took, contention) = (began.elapsed().as_secs_f64() * 1e3, meter.stop());
    let ledger = &contention.lock("ledger").expect("every job locked it").stats;
    let (waiting, contended) = (contention.wait_share() * 100.0, ledger.contended_share() * 100.0);
    let held = ledger.hold.quantile(0.5);
    println!("   {title}{took:>9.0} ms{waiting:>8.0} %{contended:>9.0} %{held:>11.1?}");
    Ok(contention)
}

/// Ten times, a producer has 16 jobs of 2 ms for 4 workers, and then 8 ms of other work.
fn run_bursts(title: &str, capacity: usize) -> Result<(), SpawnError> {
    let (meter, began, pool) = (Meter::start(), Instant::now(), ThreadPool::new(4, capacity)?);
    for _ in 0..10 {
        (0..16).for_each(|_| pool.submit(Box::new(|| sleep(2 * MS))).expect("nobody closes it"));
        sleep(8 * MS);
    }
    drop(pool);
    let (took, contention) = (began.elapsed().as_secs_f64() * 1e3, meter.stop());
    let room = contention.condition("not_full").map_or(0.0, |row| row.sleep.sum().as_secs_f64() * 1e3);
    let (waiting, room) = (contention.wait_share() * 100.0, room / took * 100.0);
    println!("   {title}{took:>9.0} ms{waiting:>8.0} %{room:>22.0} %");
    Ok(())
}
