//! One of the ten points: how it is looked at, and how often.

use crate::findings::Findings;
use crate::ground::Ground;
use capstone::quality::{Attempts, Evidence, Outcome};
use checks::attempt;
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
    pub(crate) look_at: fn(&Ground, &Findings),
}

impl Point {
    pub(crate) fn judge(&self, ground: &Ground) -> Outcome {
        if let Some(problem) = self.program.then(|| ground.program().err()).flatten() {
            let evidence = vec![Evidence::that("capstone", "to build", problem, false)];
            return Outcome { evidence, ..Outcome::of(self.name, self.look) };
        }
        let start = Instant::now();
        let (attempts, evidence) = Attempts { limit: self.attempts }.run(|| {
            let findings = Findings::default();
            let (ground, seen, look_at) = (ground.clone(), findings.clone(), self.look_at);
            if let Err(reason) = attempt(self.limit, move || look_at(&ground, &seen)) {
                findings.broken_off(&reason);
            }
            findings.into_evidence()
        });
        Outcome { evidence, attempts, elapsed: start.elapsed(), ..Outcome::of(self.name, self.look) }
    }

    pub(crate) fn skip(&self, why: &str) -> Outcome {
        Outcome { skipped: Some(why.to_owned()), ..Outcome::of(self.name, self.look) }
    }
}

/// An outcome in one line.
pub(crate) fn line(outcome: &Outcome) -> String {
    let (verdict, point, seconds) = (outcome.verdict(), &outcome.point, outcome.elapsed.as_secs_f64());
    format!("{verdict}  {point:<12} {seconds:>6.1} s  {}", outcome.told())
}
