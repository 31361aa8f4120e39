//! Runs something on one processor, beside a loop that keeps it busy: the orders of threads that a busy machine gives.

use anyhow::{Context, Result};
use std::hint::spin_loop;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// Whether this system can do it.
pub(super) const CAN_PIN: bool = cfg!(target_os = "linux");

/// Runs `body`, and whatever it starts, on one of the processors; which one follows from `choice`.
pub(super) fn pinned<T: Send>(choice: usize, body: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    let is_over = &AtomicBool::new(false);
    thread::scope(|scope| {
        // A thread of its own: what it starts is pinned as it is, and nothing else.
        let run = scope.spawn(move || {
            let _over = Over(is_over);
            pin(choice)?;
            scope.spawn(|| keep_busy(is_over));
            body()
        });
        run.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}

fn keep_busy(is_over: &AtomicBool) {
    while !is_over.load(Ordering::Relaxed) {
        spin_loop();
    }
}

/// Ends the loop when it goes, also if something panics.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[cfg(target_os = "linux")]
fn pin(choice: usize) -> Result<()> {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
    let all = sched_getaffinity(None).context("the system does not say which processors there are")?;
    let there: Vec<usize> = (0..CpuSet::MAX_CPU).filter(|cpu| all.is_set(*cpu)).collect();
    let mut one = CpuSet::new();
    one.set(there[choice % there.len()]);
    sched_setaffinity(None, &one).context("the system does not let it choose a processor")
}

#[cfg(not(target_os = "linux"))]
fn pin(_choice: usize) -> Result<()> {
    anyhow::bail!("this system cannot pin a program to a processor")
}
