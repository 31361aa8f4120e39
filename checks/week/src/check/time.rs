//! How long a case may take.
//!
//! A case ends by its own deadline; this limit is for one that does not. Of a submission in which most cases hang, each
//! could use all of it. So what fails takes its time from a budget, and when that is used up, the limit is shorter. What
//! holds takes nothing: whoever is right has the whole limit to the last case.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

#[derive(Debug)]
pub(crate) struct Time {
    limit: Duration,
    /// What a case has at least.
    least: Duration,
    /// What is left for cases that fail.
    budget: Mutex<Duration>,
}

impl Time {
    /// The same for each case, whatever came of the others.
    pub(crate) fn always(limit: Duration) -> Self {
        Self::with_budget(limit, Duration::MAX, limit)
    }

    /// `limit`, until those that have failed have taken `budget` together; then `least`, unless the limit is shorter.
    pub(crate) fn with_budget(limit: Duration, budget: Duration, least: Duration) -> Self {
        Self { limit, least: least.min(limit), budget: Mutex::new(budget) }
    }

    /// How long the next case may take.
    pub(crate) fn of_the_next(&self) -> Duration {
        let left = *self.budget.lock().unwrap_or_else(PoisonError::into_inner);
        left.clamp(self.least, self.limit)
    }

    /// A case has failed, and has taken so long.
    pub(crate) fn was_lost(&self, time: Duration) {
        let mut left = self.budget.lock().unwrap_or_else(PoisonError::into_inner);
        *left = left.saturating_sub(time);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn what_fails_slowly_makes_the_limit_shorter_but_not_too_short() {
        let time = Time::with_budget(100 * SECOND, 250 * SECOND, 10 * SECOND);
        let limits = [100, 100, 50, 10, 10];
        for limit in limits {
            assert_eq!(time.of_the_next(), limit * SECOND);
            time.was_lost(limit * SECOND);
        }
        let short = Time::with_budget(SECOND, 100 * SECOND, 10 * SECOND);
        short.was_lost(200 * SECOND);
        assert_eq!(short.of_the_next(), SECOND);
    }

    #[test]
    fn without_a_budget_it_stays() {
        let time = Time::always(100 * SECOND);
        time.was_lost(10_000 * SECOND);
        assert_eq!(time.of_the_next(), 100 * SECOND);
    }
}
