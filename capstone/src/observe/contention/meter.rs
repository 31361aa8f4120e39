//! The switch of the locks' meter, one for the process; and what must be known of a meter before it is used.

use super::collect::{self, Collector};
use super::{Contention, Profile};
use crate::sync::thread;
use crate::threads::{Lock, Observation, Place, is_observed};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Measures, as long as it exists, the waits and holds of all locks.
///
/// The locks of all threads share one meter: a second one that is started meanwhile begins anew for both.
///
/// ```
/// use capstone::observe::Meter;
/// use capstone::threads::Lock;
///
/// let meter = Meter::start();
/// let total = Lock::new("total", 0);
/// std::thread::scope(|scope| {
///     for _ in 0..4 {
///         scope.spawn(|| *total.lock() += 1);
///     }
/// });
/// let contention = meter.stop();
/// assert_eq!(contention.lock("total").unwrap().stats.acquisitions, 4);
/// ```
#[derive(Debug)]
pub struct Meter(Observation);

impl Meter {
    /// Starts measuring, from nothing.
    pub fn start() -> Self {
        PRICE.get_or_init(measure_price);
        let meter = Self::switch_on();
        collect::restart();
        meter
    }

    /// What was measured; here measuring ends.
    pub fn stop(self) -> Contention {
        total()
    }

    fn switch_on() -> Self {
        Self(Observation::start(&Collector))
    }
}

impl Contention {
    /// What has been measured so far, if a meter is running.
    pub fn so_far() -> Option<Self> {
        is_observed().then(total)
    }
}

fn total() -> Contention {
    let mut total = collect::total();
    total.price = PRICE.get().copied().flatten();
    total.sort();
    total
}

/// Does once, outside of any lock that matters, all that a meter does.
///
/// A program that must not depend on its meter calls this first, and does not start the meter if it panics.
pub fn rehearse() {
    let (start, step) = (Instant::now(), Duration::from_millis(1));
    let mut profile = Profile::new(start);
    for place in [Place::Lock("rehearsal"), Place::Condition("rehearsal")] {
        profile.begin_wait(place, start);
        profile.end_wait(start + step);
    }
    profile.count("rehearsal", 1);
    profile.record_hold("rehearsal", step, 1);
    let mut contention = Contention::default();
    contention.add("rehearsal", &profile, start + step * 3);
    drop(contention.to_string());
    let _meter = Meter::switch_on();
    drop(Lock::new("rehearsal", ()).lock());
}

/// What counting one acquisition costs, if it was measured.
///
/// A figure from another machine would not help: a reading of the clock takes 20 ns here, and 500 ns on a machine that
/// has to ask the kernel. It is the cost for a free lock, with everything in the cache, so it is a lower bound.
static PRICE: OnceLock<Option<Duration>> = OnceLock::new();

const BATCHES: usize = 15;
const BATCH: u32 = 200;

/// Measures the cost. Takes about a millisecond.
fn measure_price() -> Option<Duration> {
    // In a thread of its own, with a profile of its own. If the thread cannot be created, the cost stays unknown.
    let measuring = thread::Builder::new().name("price".to_owned()).spawn(|| {
        let lock = Lock::new("price", 0);
        let off = acquisition(&lock);
        let _meter = Meter::switch_on();
        acquisition(&lock); // the first holds are timed all, and that costs more than what comes after
        acquisition(&lock).saturating_sub(off)
    });
    measuring.ok()?.join().ok()
}

/// The time to lock and unlock once: the median of some batches, because one of them may be interrupted.
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
