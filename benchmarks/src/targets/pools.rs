//! What the thread pool has to reach.

use super::target::{BEST, Target};
use crate::contest::bound::Bound::AtLeast;
use crate::pools::{self, Jobs};
use std::time::Duration;

pub(super) fn judge(rounds: usize, share: usize) {
    for (workers, one, batches) in [(2, 1.0, 1.5), (4, 0.8, 1.0)] {
        let standings =
            pools::throughput(Jobs { workers, count: 1_000_000 / share, work: Duration::ZERO }, rounds);
        let target =
            |what: &str, ours, peer, least| Target::new(what, ours, peer, AtLeast(least)).report(&standings);
        target(&format!("pool, {workers} workers"), pools::OURS, pools::THREADPOOL, one);
        target("  aim", pools::OURS, pools::RUSTY_POOL, 1.0);
        target("  batches of 32", pools::BATCHES, pools::THREADPOOL, batches);
    }
    for workers in [2, 4] {
        let jobs = Jobs { workers, count: 100_000 / share, work: Duration::from_micros(5) };
        let what = format!("jobs of 5 µs, {workers} workers");
        Target::new(what, pools::OURS, BEST, AtLeast(0.98)).report(&pools::throughput(jobs, rounds));
    }
}
