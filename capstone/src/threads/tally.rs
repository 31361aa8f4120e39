//! What one worker has done, counted so that counting costs almost nothing.

use super::job::Job;
use crate::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// One worker's counters. Only that worker writes them, so plain loads and stores do: no worker waits for another's
/// increment. The alignment keeps two workers' counters off one cache line (and off the neighbour that is fetched
/// with it), where each write would take the line from the other core.
#[derive(Debug, Default)]
#[repr(align(128))]
pub(super) struct Tally {
    completed: AtomicU64,
    panicked: AtomicU64,
    busy: AtomicBool,
}

/// How many of a pool's jobs have ended in which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Jobs that were accepted.
    pub accepted: u64,
    /// Jobs that ran to their end.
    pub completed: u64,
    /// Jobs that ended in a panic.
    pub panicked: u64,
    /// Workers that are running a job now.
    pub busy: usize,
}

impl Tally {
    /// Runs a job and counts how it ended. A panic stops here: it ends the job, not the worker.
    pub(super) fn run(&self, job: impl Job) {
        self.busy.store(true, Ordering::Relaxed);
        match catch_unwind(AssertUnwindSafe(|| job.run())) {
            Ok(()) => add_one(&self.completed),
            Err(payload) => {
                add_one(&self.panicked);
                drop_quietly(payload);
            }
        }
        self.busy.store(false, Ordering::Relaxed);
    }

    pub(super) fn add_to(&self, totals: &mut Totals) {
        totals.completed += self.completed.load(Ordering::Acquire);
        totals.panicked += self.panicked.load(Ordering::Acquire);
        totals.busy += usize::from(self.busy.load(Ordering::Relaxed));
    }
}

/// Not an atomic increment: there is one writer. `Release` lets a reader who sees the count see what the job did.
fn add_one(counter: &AtomicU64) {
    counter.store(counter.load(Ordering::Relaxed) + 1, Ordering::Release);
}

/// Drops a value whose destructor is unknown code and may panic. The payload of that second panic is leaked, not
/// dropped.
pub(crate) fn drop_quietly<T>(value: T) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(|| drop(value))) {
        mem::forget(payload);
    }
}
