//! What the meter itself costs, found out before it is used for the first time.
//!
//! A price that somebody else measured on another machine would not help: reading the clock takes 20 ns here and 500 ns
//! on a machine that has to ask the kernel. It is the price of a free lock, with everything in the cache, so at least
//! that much.

use super::Meter;
use crate::sync::thread;
use crate::threads::Lock;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

static PRICE: OnceLock<Option<Duration>> = OnceLock::new();

const BATCHES: usize = 15;
const BATCH: u32 = 200;

/// Measures the price, unless that has been done. Takes about a millisecond.
pub(super) fn measure() {
    PRICE.get_or_init(|| {
        // In a thread of its own, whose account is nobody else's. Without one, the price stays unknown.
        let measuring = thread::Builder::new().name("price".to_owned()).spawn(|| {
            let lock = Lock::new("price", 0);
            let off = acquisition(&lock);
            let _meter = Meter::switch_on();
            acquisition(&lock); // the first holds are timed all, and that costs more than what comes after
            acquisition(&lock).saturating_sub(off)
        });
        measuring.ok()?.join().ok()
    });
}

/// What counting one acquisition costs, if it was found out.
pub(super) fn measured() -> Option<Duration> {
    PRICE.get().copied().flatten()
}

/// What it takes to lock and unlock once: the median of some batches, for one of them may be interrupted.
fn acquisition(lock: &Lock<u32>) -> Duration {
    let mut batches: Vec<Duration> = (0..BATCHES)
        .map(|_| {
            let start = Instant::now();
            (0..BATCH).for_each(|_| *lock.lock() += 1);
            start.elapsed() / BATCH
        })
        .collect();
    batches.sort();
    batches[BATCHES / 2]
}
