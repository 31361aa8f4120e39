//! The results of a ramp: of each step, and of all steps together.

use super::little::Little;
use super::saturation::saturation;
use crate::client::account::{Account, Attempts};
use crate::client::fairness::Fairness;
use std::time::Duration;

/// What a step has measured.
#[derive(Debug, Clone)]
pub struct RampStep {
    /// How many clients there were.
    pub clients: usize,
    /// How long it was.
    pub elapsed: Duration,
    /// The attempts that were sent in it, and the outcomes that came in it, also those of earlier attempts.
    pub attempts: Attempts,
    /// The same before it, while clients of the step before had to get their last replies.
    pub settling: Attempts,
    /// The mean number of attempts in flight, from samples.
    pub in_flight: f64,
}

impl RampStep {
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

/// The steps of a ramp, and the results of all of them.
#[derive(Debug, Clone)]
pub struct RampReport {
    /// What each step has measured.
    pub steps: Vec<RampStep>,
    /// The outcomes after the last step, until every attempt had one.
    pub leaving: Attempts,
    /// From the load's fall before the last step to the last refusal after it; zero if there was none. None if
    /// the last step did not have fewer clients than the one before.
    pub recovery: Option<Duration>,
    /// Whether the ramp was ended early, in its last step or before it.
    pub interrupted: bool,
    /// The first error, in words. A refusal is no error.
    pub first_fault: Option<String>,
    /// Why a client could not connect any more. That ends a ramp early.
    pub unreachable: Option<String>,
}

impl RampReport {
    /// The attempts of all clients, those between the steps included.
    pub fn total(&self) -> Account {
        self.all_attempts().fold(Account::default(), |sum, attempts| sum + attempts.total())
    }

    /// Whether every attempt of every client has exactly one outcome. If not, the report is wrong.
    pub fn is_settled(&self) -> bool {
        let clients = self.all_attempts().map(|attempts| attempts.accounts.len()).max().unwrap_or(0);
        let account = |client: usize| {
            self.all_attempts().filter_map(|attempts| attempts.accounts.get(client)).sum::<Account>()
        };
        (0..clients).all(|client| account(client).is_settled())
    }

    /// The best goodput of all steps.
    pub fn best_goodput(&self) -> f64 {
        self.steps.iter().map(RampStep::goodput).fold(0.0, f64::max)
    }

    /// The fewest clients with nearly the best goodput: see [`saturation`].
    pub fn saturation(&self) -> Option<usize> {
        let steps: Vec<_> = self.steps.iter().map(|step| (step.clients, step.goodput())).collect();
        saturation(&steps)
    }

    /// Whether the last step had no refusals. One in which nothing was served shows nothing.
    pub fn recovered(&self) -> bool {
        self.steps.last().map(RampStep::total).is_some_and(|total| total.ok > 0 && total.busy == 0)
    }

    fn all_attempts(&self) -> impl Iterator<Item = &Attempts> {
        let steps = self.steps.iter().flat_map(|step| [&step.settling, &step.attempts]);
        steps.chain([&self.leaving])
    }
}
