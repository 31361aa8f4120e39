//! What is counted of a lock, or of a thread's dealings with all locks.
//!
//! Acquisitions and waits are complete. Holds are a sample (see `threads/stopwatch.rs`), in which each one counts for as many as it
//! stands for.

use crate::observe::Summary;
use std::time::Duration;

/// How often locks were taken, how long threads waited for them, and how long they held them.
#[derive(Debug, Clone)]
pub struct Usage {
    /// How often a lock was taken. Getting it back after a sleep on a condition is one more time.
    pub acquisitions: u64,
    /// The waits of threads that found a lock taken: so its count is how often that happened.
    pub wait: Summary,
    /// How long a lock was held at a time.
    pub hold: Summary,
}

impl Default for Usage {
    fn default() -> Self {
        Self { acquisitions: 0, wait: Summary::rough(), hold: Summary::rough() }
    }
}

impl Usage {
    /// Counts one acquisition. `hold` is how long it lasted and how many it stands for, if it was timed.
    pub fn count_hold(&mut self, hold: Option<(Duration, u32)>) {
        self.acquisitions += 1;
        if let Some((duration, times)) = hold {
            self.hold.record_times(duration, times);
        }
    }

    /// Counts one wait for a lock that was taken.
    pub fn count_wait(&mut self, duration: Duration) {
        self.wait.record(duration);
    }

    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &Self) {
        self.acquisitions += other.acquisitions;
        self.wait.add(&other.wait);
        self.hold.add(&other.hold);
    }

    /// How often of all times, from 0 to 1, a thread found the lock taken; 0 if nobody wanted it.
    pub fn contended_share(&self) -> f64 {
        // Whoever waits or holds now has been counted as the one and not yet as the other.
        let wanted = self.acquisitions.max(self.wait.count());
        if wanted == 0 { 0.0 } else { self.wait.count() as f64 / wanted as f64 }
    }

    /// How long locks were held altogether: the mean of the timed holds, for every acquisition.
    pub fn held(&self) -> Duration {
        match self.hold.count() {
            0 => Duration::ZERO,
            timed => self.hold.sum().mul_f64(self.acquisitions as f64 / timed as f64),
        }
    }
}
