//! One of the ten points: how it is looked at, and how often.

use super::attempts::Attempts;
use super::checkout::Checkout;
use super::fact::Fact;
use super::findings::Findings;
use super::point_report::PointReport;
use crate::attempt;
use std::time::{Duration, Instant};

/// A point of the gate.
#[derive(Debug)]
pub(crate) struct Point {
    pub(crate) name: &'static str,
    /// Where to look when it fails.
    pub(crate) look: &'static str,
    /// Whether it takes minutes, so that `--fast` leaves it out.
    pub(crate) slow: bool,
    /// Whether it looks at the program. That is built off the clock.
    pub(crate) program: bool,
    /// Attempts at what depends on the machine's speed.
    pub(crate) attempts: u32,
    /// How long an attempt may take.
    pub(crate) limit: Duration,
    /// Looks, and notes what it sees. What it cannot go on without it tells in a panic.
    pub(crate) look_at: fn(&Checkout, &Findings),
}

impl Point {
    pub(crate) fn judge(&self, checkout: &Checkout) -> PointReport {
        if let Some(problem) = self.program.then(|| checkout.program().err()).flatten() {
            let evidence = vec![Fact::that("capstone", "to build", problem, false)];
            return PointReport { evidence, ..PointReport::of(self.name, self.look) };
        }
        let start = Instant::now();
        let (attempts, evidence) = Attempts { limit: self.attempts }.run(|| {
            let findings = Findings::default();
            let (checkout, seen, look_at) = (checkout.clone(), findings.clone(), self.look_at);
            if let Err(reason) = attempt(self.limit, move || look_at(&checkout, &seen)) {
                findings.broken_off(&reason);
            }
            findings.into_evidence()
        });
        PointReport { evidence, attempts, elapsed: start.elapsed(), ..PointReport::of(self.name, self.look) }
    }

    pub(crate) fn skip(&self, why: &str) -> PointReport {
        PointReport { skipped: Some(why.to_owned()), ..PointReport::of(self.name, self.look) }
    }
}

/// What came of it, in one line.
pub(crate) fn line(report: &PointReport) -> String {
    let (verdict, name, seconds) = (report.verdict(), &report.name, report.elapsed.as_secs_f64());
    format!("{verdict}  {name:<12} {seconds:>6.1} s  {}", report.told())
}
