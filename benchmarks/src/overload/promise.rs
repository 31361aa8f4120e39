//! What the server promises of each step of an overload.
//!
//! Two of the steps should be equal. How far they differ is the noise, and where the distance to a bound is smaller,
//! there is no verdict.

use super::round::{JUDGED, LIMITS, REPEATED, STEPS};
use crate::contest::bound::Bound;
use crate::month::spread::Spread;
use capstone::client::{RampReport, RampStep};
use std::fmt::Write;
use std::time::Duration;

/// A promise about a step of the overload.
pub(super) struct Promise {
    name: &'static str,
    bound: Bound,
    /// What is held against the bound; the time is S.
    value: fn(&RampStep, &RampReport, Duration) -> f64,
}

pub(super) const PROMISES: [Promise; 5] = [
    Promise {
        name: "goodput, of the best",
        bound: Bound::AtLeast(0.9),
        value: |step, report, _| step.goodput() / report.best_goodput(),
    },
    Promise {
        name: "accepted p99, of (Q/c + 1) S",
        bound: Bound::AtMost(1.2),
        value: |step, _, service| {
            let longest = LIMITS.latency(LIMITS.most_in_pool(), service);
            step.attempts.accepted.quantile(0.99).as_secs_f64() / longest.as_secs_f64()
        },
    },
    Promise {
        name: "refused p99, in ms",
        bound: Bound::AtMost(5.0),
        value: |step, _, _| step.attempts.rejected.quantile(0.99).as_secs_f64() * 1e3,
    },
    Promise { name: "Jain's index", bound: Bound::AtLeast(0.9), value: |step, _, _| step.fairness().jain },
    Promise {
        name: "Little's law, off by",
        bound: Bound::AtMost(0.05),
        value: |step, _, _| step.little().error(),
    },
];

/// The head of the table of promises.
pub(super) fn head() -> String {
    format!("{:<30}{:>9}{:>9}{:>9}{:>9}{:>9}\n", "", "clients", "bound", "median", "worst", "noise")
}

impl Promise {
    /// A row for each step that is judged; the verdict is that of the median.
    pub(super) fn rows(&self, reports: &[RampReport], service: Duration) -> String {
        let of = |place: usize| -> Vec<f64> {
            reports.iter().map(|report| (self.value)(&report.steps[place], report, service)).collect()
        };
        let twins = of(JUDGED[0]).into_iter().zip(of(REPEATED));
        let differences: Vec<f64> = twins.map(|(one, other)| difference(one, other)).collect();
        let noise = Spread::of(&differences).median;
        let mut rows = String::new();
        for place in JUDGED {
            let (values, clients, bound) = (of(place), STEPS[place], self.bound);
            let (middle, worst) = (Spread::of(&values).median, bound.worst(&values));
            let (name, percent, verdict) = (self.name, 100.0 * noise, bound.judge(middle, noise));
            // Writing to a String cannot fail.
            let _ = writeln!(
                rows,
                "{name:<30}{clients:>9}{bound:>9}{middle:>9.3}{worst:>9.3}{percent:>7.1} %  {verdict}"
            );
        }
        rows
    }
}

/// By what share the larger of two figures exceeds the other: it does not matter which of them came first.
fn difference(one: f64, other: f64) -> f64 {
    if one == other { 0.0 } else { one.max(other) / one.min(other) - 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_noise_is_the_same_whichever_of_the_two_is_the_larger() {
        assert_eq!([difference(1.0, 3.0), difference(3.0, 1.0), difference(0.0, 0.0)], [2.0, 2.0, 0.0]);
    }
}
