//! When threads wait too much for locks, and the lock that causes it, with figures for a cure.

use std::fmt;
use std::time::Duration;

/// How serious the waiting for locks is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Under 1 % of the time: look elsewhere.
    Low,
    /// From 1 to 10 %: it will grow with the load.
    Moderate,
    /// Above 10 %: this is where the time goes.
    High,
}

impl Severity {
    /// That of a share of the time, from 0 to 1.
    pub fn of(share: f64) -> Self {
        match share {
            _ if share < 0.01 => Self::Low,
            _ if share <= 0.1 => Self::Moderate,
            _ => Self::High,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Low => "low",
            Self::Moderate => "moderate",
            Self::High => "high",
        })
    }
}

/// The lock that most of the waiting is for.
///
/// One thread at a time has it. So if of each [`work`](super::LockUse::busy) of 3 ms one passes under the lock, three threads
/// keep the lock busy all the time, and a fourth can only wait: at best the program is 3 times as fast as with one
/// thread. (The bound of the bottleneck: Lazowska, Zahorjan, Graham and Sevcik, *Quantitative System Performance*, 1984,
/// chapter 5.) That leaves two cures: hold the lock for a smaller part of the work, or use fewer threads.
#[derive(Debug, Clone, PartialEq)]
pub struct Cause {
    /// The lock's name.
    pub lock: &'static str,
    /// How much of all waiting for locks was for this one, from 0 to 1.
    pub share: f64,
    /// How long it was held at a time: half of its holds were not longer.
    pub hold: Duration,
    /// How many threads used it.
    pub threads: usize,
    /// How many times as fast as one thread any number of them can be at best; `None` if no thread has unlocked it yet.
    pub limit: Option<f64>,
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { lock, share, hold, threads, limit } = self;
        write!(f, "{:.0} % of the waiting is for `{lock}`, ", share * 100.0)?;
        match limit {
            Some(limit) => write!(
                f,
                "held {hold:.1?} at a time: {threads} threads are at best {limit:.1}x as fast as one"
            ),
            None => f.write_str("which nobody has let go of yet"),
        }
    }
}
