//! Which threads wait for which lock, how long, and why: the table of the meter.
//!
//! [`Meter::start`] switches it on; until then a lock reads one flag, and does hardly more. From then on each thread
//! keeps a [`Profile`] of its own, because a common one would be one more lock that all threads need: a meter must not
//! create the contention that it measures. The profiles are added up when the table is read.

mod collect;
mod diagnosis;
mod meter;
mod profile;
mod table;

pub use diagnosis::{Cause, Severity};
pub use meter::{Meter, rehearse};
pub use profile::{LockStats, Profile};

use super::Summary;
use profile::sum;
use std::cmp::Reverse;
use std::time::{Duration, Instant};

/// The waits of all threads for all locks since the meter was started.
#[derive(Debug, Clone, Default)]
pub struct Contention {
    /// By lock, the one with the longest waits first.
    pub locks: Vec<LockUse>,
    /// By thread name, in alphabetical order.
    pub threads: Vec<ThreadUse>,
    /// By condition, the one with the longest sleeps first.
    pub conditions: Vec<ConditionUse>,
    /// What it costs to count an acquisition, if that is known.
    pub price: Option<Duration>,
}

/// How the locks of one name were used, by all threads together.
#[derive(Debug, Clone)]
pub struct LockUse {
    /// The name that the lock was made with. Locks of one name count as one.
    pub name: &'static str,
    /// What was counted.
    pub stats: LockStats,
    /// How many threads used it.
    pub threads: usize,
    /// How long those threads neither slept nor waited for a lock: their work, under the lock and outside.
    pub busy: Duration,
}

impl LockUse {
    /// How many times as fast as one thread its users can be at best; see [`Cause`]. `None` if no time under it is known
    /// yet.
    pub fn limit(&self) -> Option<f64> {
        let held = self.stats.held();
        (!held.is_zero()).then(|| (self.busy.as_secs_f64() / held.as_secs_f64()).max(1.0))
    }

    /// As the cause of waiting, where `all` is how long threads waited for all locks.
    fn as_cause(&self, all: Duration) -> Cause {
        Cause {
            lock: self.name,
            share: share(self.stats.wait.sum(), all),
            hold: self.stats.hold.quantile(0.5),
            threads: self.threads,
            limit: self.limit(),
        }
    }
}

/// How the threads of one name spent their time, since the meter first saw them.
#[derive(Debug, Clone)]
pub struct ThreadUse {
    /// The threads' name, `unnamed` if they have none.
    pub name: String,
    /// What was counted of them, over all locks.
    pub stats: LockStats,
    /// From a thread's first lock to its end, or to now.
    pub life: Duration,
    /// How long they were idle: they slept on a condition, or waited for another thread to end.
    pub idle: Duration,
}

impl ThreadUse {
    /// How long they had something to do, whether or not they could do it.
    pub fn active(&self) -> Duration {
        self.life.saturating_sub(self.idle)
    }

    /// How much of the time in which they had something to do they waited for a lock, from 0 to 1.
    ///
    /// Idleness does not count as time: a thread that sleeps all day and waits for a lock whenever it wakes would
    /// otherwise look healthy.
    pub fn wait_share(&self) -> f64 {
        share(self.stats.wait.sum(), self.active())
    }
}

/// How long threads slept on the conditions of one name. It is no contention: they had nothing to do.
#[derive(Debug, Clone)]
pub struct ConditionUse {
    /// The name that the condition was made with; `end of a thread` for joins.
    pub name: &'static str,
    /// The sleeps. Getting the lock back after the notification is part of them.
    pub sleep: Summary,
}

impl Contention {
    /// Adds a thread's profile, as it is now.
    pub fn add(&mut self, thread: &str, profile: &Profile, now: Instant) {
        if profile.is_empty() {
            return; // it used no locks, so its time is not part of the table
        }
        let (life, idle) = (profile.life(now), profile.idle());
        let busy = life.saturating_sub(idle + profile.waited());
        let row = self.thread_row(thread);
        row.life += life;
        row.idle += idle;
        for (_, stats) in &profile.locks {
            row.stats.add(stats);
        }
        for (name, stats) in &profile.locks {
            let row = self.lock_row(name);
            row.stats.add(stats);
            row.threads += 1;
            row.busy += busy;
        }
        for (name, sleep) in &profile.sleeps {
            self.condition_row(name).sleep.add(sleep);
        }
    }

    /// How much of the time in which threads had something to do they waited for a lock, from 0 to 1.
    pub fn wait_share(&self) -> f64 {
        share(self.waited(), self.active())
    }

    /// Whether that is too much.
    pub fn severity(&self) -> Severity {
        Severity::of(self.wait_share())
    }

    /// The lock whose waits took longest, all of them together, if the severity is [`High`](Severity::High).
    pub fn cause(&self) -> Option<Cause> {
        let worst = self.locks.iter().max_by_key(|lock| lock.stats.wait.sum())?;
        (self.severity() == Severity::High).then(|| worst.as_cause(self.waited()))
    }

    /// The row of the locks called `name`, if any was used.
    pub fn lock(&self, name: &str) -> Option<&LockUse> {
        self.locks.iter().find(|lock| lock.name == name)
    }

    /// The row of the threads called `name`, if any used a lock.
    pub fn thread(&self, name: &str) -> Option<&ThreadUse> {
        self.threads.iter().find(|thread| thread.name == name)
    }

    /// The row of the conditions called `name`, if a thread slept on one.
    pub fn condition(&self, name: &str) -> Option<&ConditionUse> {
        self.conditions.iter().find(|condition| condition.name == name)
    }

    /// How long threads waited for locks altogether.
    pub fn waited(&self) -> Duration {
        sum(self.locks.iter().map(|lock| lock.stats.wait.sum()))
    }

    /// How long threads had something to do altogether.
    fn active(&self) -> Duration {
        sum(self.threads.iter().map(ThreadUse::active))
    }

    /// The share of the threads' time that the meter itself took, from 0 to 1, if that is known.
    pub fn meter_share(&self) -> Option<f64> {
        let acquisitions: u64 = self.locks.iter().map(|lock| lock.stats.acquisitions).sum();
        let active = self.active();
        let spent = |price: Duration| price.as_secs_f64() * acquisitions as f64;
        self.price.filter(|_| !active.is_zero()).map(|price| spent(price) / active.as_secs_f64())
    }

    pub(super) fn sort(&mut self) {
        self.locks.sort_by_key(|lock| Reverse((lock.stats.wait.sum(), lock.stats.acquisitions)));
        self.threads.sort_by(|a, b| a.name.cmp(&b.name));
        self.conditions.sort_by_key(|condition| Reverse(condition.sleep.sum()));
    }

    fn thread_row(&mut self, name: &str) -> &mut ThreadUse {
        let index = self.threads.iter().position(|row| row.name == name).unwrap_or_else(|| {
            let (life, idle) = (Duration::ZERO, Duration::ZERO);
            self.threads.push(ThreadUse { name: name.to_owned(), stats: LockStats::default(), life, idle });
            self.threads.len() - 1
        });
        &mut self.threads[index]
    }

    fn lock_row(&mut self, name: &'static str) -> &mut LockUse {
        let index = self.locks.iter().position(|row| row.name == name).unwrap_or_else(|| {
            self.locks.push(LockUse { name, stats: LockStats::default(), threads: 0, busy: Duration::ZERO });
            self.locks.len() - 1
        });
        &mut self.locks[index]
    }

    fn condition_row(&mut self, name: &'static str) -> &mut ConditionUse {
        let index = self.conditions.iter().position(|row| row.name == name).unwrap_or_else(|| {
            self.conditions.push(ConditionUse { name, sleep: Summary::rough() });
            self.conditions.len() - 1
        });
        &mut self.conditions[index]
    }
}

/// `part` divided by `whole`, and 0 if `whole` is 0. At most 1: a thread's first wait begins a moment before its profile.
fn share(part: Duration, whole: Duration) -> f64 {
    if whole.is_zero() { 0.0 } else { (part.as_secs_f64() / whole.as_secs_f64()).min(1.0) }
}
