//! What a ramp has found.

use super::account::Account;
use super::attempts::Attempts;
use super::saturation::saturation;
use super::step::Step;
use std::time::Duration;

/// The steps of a ramp, and what they say together.
#[derive(Debug, Clone)]
pub struct RampReport {
    /// What each step has measured.
    pub steps: Vec<Step>,
    /// What came after the last step, until every attempt had its outcome.
    pub leaving: Attempts,
    /// From the load's fall before the last step to the last refusal after it; zero if there was none. None if
    /// the last step did not have fewer clients than the one before.
    pub recovery: Option<Duration>,
    /// Whether somebody ended the ramp early, in its last step or before it.
    pub interrupted: bool,
    /// What went wrong first, in words. A refusal is nothing wrong.
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
        self.steps.iter().map(Step::goodput).fold(0.0, f64::max)
    }

    /// The fewest clients with nearly the best goodput: see [`saturation`].
    pub fn saturation(&self) -> Option<usize> {
        let steps: Vec<_> = self.steps.iter().map(|step| (step.clients, step.goodput())).collect();
        saturation(&steps)
    }

    /// Whether the last step had no refusals. One in which nothing was served shows nothing.
    pub fn recovered(&self) -> bool {
        self.steps.last().map(Step::total).is_some_and(|total| total.ok > 0 && total.busy == 0)
    }

    fn all_attempts(&self) -> impl Iterator<Item = &Attempts> {
        let steps = self.steps.iter().flat_map(|step| [&step.settling, &step.attempts]);
        steps.chain([&self.leaving])
    }
}
