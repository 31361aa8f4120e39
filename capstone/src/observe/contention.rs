//! Who waits for which lock, how long, and why: the table that the stopwatch of the locks fills.
//!
//! [`Meter::start`] switches it on; until then a lock looks at one flag, and hardly does more. From then on each thread
//! keeps an [`Account`] of its own, because a common one would be one more lock that all threads want: a meter must not
//! make the contention that it measures. The accounts are added up when somebody asks.

mod account;
mod meter;
mod price;
mod rows;
mod shard;
mod table;
mod usage;
mod verdict;

pub use account::Account;
pub use meter::{Meter, rehearse};
pub use rows::{ConditionUse, LockUse, ThreadUse};
pub use usage::Usage;
pub use verdict::{Cause, Verdict};

use super::Summary;
use rows::share;
use std::cmp::Reverse;
use std::time::{Duration, Instant};

/// Who waited for which lock, and how long, since the meter was started.
#[derive(Debug, Clone, Default)]
pub struct Contention {
    /// By lock, the one waited for longest first.
    pub locks: Vec<LockUse>,
    /// By thread name, in alphabetical order.
    pub threads: Vec<ThreadUse>,
    /// By condition, the one slept on longest first.
    pub conditions: Vec<ConditionUse>,
    /// What it costs to count an acquisition, if that is known.
    pub price: Option<Duration>,
}

impl Contention {
    /// Adds a thread's account, which is closed now.
    pub fn add(&mut self, thread: &str, account: &Account, now: Instant) {
        if account.is_empty() {
            return; // it had nothing to do with locks, so its time is none of our business
        }
        let (life, idle) = (account.life(now), account.idle());
        let busy = life.saturating_sub(idle + account.waited());
        let row = self.thread_row(thread);
        row.life += life;
        row.idle += idle;
        for (_, usage) in &account.locks {
            row.usage.add(usage);
        }
        for (name, usage) in &account.locks {
            let row = self.lock_row(name);
            row.usage.add(usage);
            row.threads += 1;
            row.busy += busy;
        }
        for (name, sleep) in &account.sleeps {
            self.condition_row(name).sleep.add(sleep);
        }
    }

    /// How much of the time in which threads had something to do they waited for a lock, from 0 to 1.
    pub fn wait_share(&self) -> f64 {
        share(self.waited(), self.threads.iter().map(ThreadUse::active).sum())
    }

    /// Whether that is too much.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(self.wait_share())
    }

    /// The lock to look at, if the verdict is [`High`](Verdict::High).
    pub fn cause(&self) -> Option<Cause> {
        let worst = self.locks.iter().max_by_key(|lock| lock.usage.wait.sum())?;
        (self.verdict() == Verdict::High).then(|| Cause::new(worst, self.waited()))
    }

    /// The row of the locks called `name`, if any was used.
    pub fn lock(&self, name: &str) -> Option<&LockUse> {
        self.locks.iter().find(|lock| lock.name == name)
    }

    /// The row of the threads called `name`, if any used a lock.
    pub fn thread(&self, name: &str) -> Option<&ThreadUse> {
        self.threads.iter().find(|thread| thread.name == name)
    }

    /// The row of the conditions called `name`, if anybody slept on one.
    pub fn condition(&self, name: &str) -> Option<&ConditionUse> {
        self.conditions.iter().find(|condition| condition.name == name)
    }

    /// How long threads waited for locks altogether.
    pub fn waited(&self) -> Duration {
        self.locks.iter().map(|lock| lock.usage.wait.sum()).sum()
    }

    /// What the meter itself took of the threads' time, from 0 to 1, if that is known.
    pub fn meter_share(&self) -> Option<f64> {
        let acquisitions: u64 = self.locks.iter().map(|lock| lock.usage.acquisitions).sum();
        let active: Duration = self.threads.iter().map(ThreadUse::active).sum();
        self.price.map(|price| share(price.mul_f64(acquisitions as f64), active))
    }

    pub(super) fn sort(&mut self) {
        self.locks.sort_by_key(|lock| Reverse((lock.usage.wait.sum(), lock.usage.acquisitions)));
        self.threads.sort_by(|a, b| a.name.cmp(&b.name));
        self.conditions.sort_by_key(|condition| Reverse(condition.sleep.sum()));
    }

    fn thread_row(&mut self, name: &str) -> &mut ThreadUse {
        let index = self.threads.iter().position(|row| row.name == name).unwrap_or_else(|| {
            let (life, idle) = (Duration::ZERO, Duration::ZERO);
            self.threads.push(ThreadUse { name: name.to_owned(), usage: Usage::default(), life, idle });
            self.threads.len() - 1
        });
        &mut self.threads[index]
    }

    fn lock_row(&mut self, name: &'static str) -> &mut LockUse {
        let index = self.locks.iter().position(|row| row.name == name).unwrap_or_else(|| {
            self.locks.push(LockUse { name, usage: Usage::default(), threads: 0, busy: Duration::ZERO });
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
