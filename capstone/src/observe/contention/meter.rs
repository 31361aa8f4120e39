//! The switch of the locks' stopwatch, one for the process.

use super::shard::{self, Accounts};
use super::{Account, Contention, price};
use crate::threads::{Lock, Place, Watch, is_watched};
use std::time::{Duration, Instant};

/// Measures, as long as it is there, who waits for which lock and how long.
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
/// assert_eq!(contention.lock("total").unwrap().usage.acquisitions, 4);
/// ```
#[derive(Debug)]
pub struct Meter(Watch);

impl Meter {
    /// Starts measuring, from nothing.
    pub fn start() -> Self {
        price::measure();
        let meter = Self::switch_on();
        shard::restart();
        meter
    }

    /// What was measured; here measuring ends.
    pub fn stop(self) -> Contention {
        total()
    }

    pub(super) fn switch_on() -> Self {
        Self(Watch::start(&Accounts))
    }
}

impl Contention {
    /// What has been measured so far, if a meter is running.
    pub fn so_far() -> Option<Self> {
        is_watched().then(total)
    }
}

fn total() -> Contention {
    let mut total = shard::total();
    total.price = price::measured();
    total.sort();
    total
}

/// Does once, outside of any lock that matters, all that a meter does.
///
/// A program that must not depend on its meter calls this first, and does not start the meter if it panics.
pub fn rehearse() {
    let (start, step) = (Instant::now(), Duration::from_millis(1));
    let mut account = Account::new(start);
    for place in [Place::Lock("rehearsal"), Place::Condition("rehearsal")] {
        account.begin_wait(place, start);
        account.end_wait(start + step);
    }
    account.count_hold("rehearsal", Some((step, 1)));
    let mut contention = Contention::default();
    contention.add("rehearsal", &account, start + step * 3);
    drop(contention.to_string());
    let _meter = Meter::switch_on();
    drop(Lock::new("rehearsal", ()).lock());
}
