//! One step of a ramp: some clients, for some time.

use super::account::Account;
use super::attempts::Attempts;
use super::fairness::Fairness;
use super::little::Little;
use std::time::Duration;

/// What a step has measured.
#[derive(Debug, Clone)]
pub struct Step {
    /// How many clients there were.
    pub clients: usize,
    /// How long it was.
    pub elapsed: Duration,
    /// What was sent in it, and what came of it and of earlier attempts while it lasted.
    pub attempts: Attempts,
    /// The same before it, while clients of the step before had to get their last replies.
    pub settling: Attempts,
    /// The mean number of attempts in flight, from looking at it.
    pub in_flight: f64,
}

impl Step {
    /// The accounts of all clients together. Some of what was sent may have no outcome yet, and some outcomes are those
    /// of earlier attempts.
    pub fn total(&self) -> Account {
        self.attempts.total()
    }

    /// Attempts served a second. Goodput is what is left of the throughput when refusals are not counted.
    pub fn goodput(&self) -> f64 {
        self.per_second(self.total().ok)
    }

    /// The share of the outcomes that were refusals.
    pub fn rejection_rate(&self) -> f64 {
        let total = self.total();
        if total.ended() == 0 { 0.0 } else { total.busy as f64 / total.ended() as f64 }
    }

    /// How evenly the served attempts were shared out among the clients.
    pub fn fairness(&self) -> Fairness {
        let served: Vec<u64> = self.attempts.accounts.iter().map(|account| account.ok).collect();
        Fairness::of(&served)
    }

    /// The values of Little's law for all attempts, served or not.
    ///
    /// An attempt that was in flight at the beginning or the end counts with that part of its stay that lies within the
    /// step. So the law holds for a step of any length, also for one in which few attempts came to their end (Little,
    /// *Little's Law as Viewed on Its 50th Anniversary*, 2011).
    pub fn little(&self) -> Little {
        let present = self.total().ended() + self.attempts.unfinished;
        let nanos = self.attempts.residence.as_nanos() / u128::from(present.max(1));
        let stay = Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX));
        Little { in_flight: self.in_flight, rate: self.per_second(present), stay }
    }

    fn per_second(&self, count: u64) -> f64 {
        if self.elapsed.is_zero() { 0.0 } else { count as f64 / self.elapsed.as_secs_f64() }
    }
}
