//! The report of one point of the gate.
//!
//! A point passes by its evidence, and never because nothing has failed: a check that was broken, or never ran, has no
//! evidence.

use super::fact::Fact;
use std::fmt;
use std::time::Duration;

/// The verdict on a point, or on a whole gate. With only two verdicts, a gate would have to report a skipped point
/// wrongly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It was measured, and every fact holds.
    Pass,
    /// A fact does not hold, or there is no evidence at all.
    Fail,
    /// It was not measured, or not all of it. The rest has passed.
    Skip,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Pass => "PASS",
            Self::Fail => "FAIL",
            Self::Skip => "SKIP",
        })
    }
}

/// One point, and its evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct PointReport {
    /// Its name: `server`.
    pub name: String,
    /// Why it was skipped, if it was.
    pub skipped: Option<String>,
    /// What was seen, in the order in which it was.
    pub evidence: Vec<Fact>,
    /// How often it was measured. More than once only where the machine's speed decided.
    pub attempts: u32,
    /// How long it took, all attempts together.
    pub elapsed: Duration,
    /// Where to look when it fails: a file or a lesson.
    pub look: String,
}

impl PointReport {
    /// The verdict: `Skip` if it was skipped; `Pass` if there is evidence and all of it holds; else `Fail`.
    ///
    /// ```
    /// use checks::quality::{Fact, PointReport, Verdict};
    /// use std::time::Duration;
    ///
    /// let mut server = PointReport::of("server", "lessons/07-server-integration");
    /// assert_eq!(server.verdict(), Verdict::Fail); // nothing was seen
    /// server.evidence.push(Fact::equal("replies lost", 0, 0));
    /// assert_eq!(server.verdict(), Verdict::Pass);
    /// ```
    pub fn verdict(&self) -> Verdict {
        if self.skipped.is_some() {
            Verdict::Skip
        } else if !self.evidence.is_empty() && self.evidence.iter().all(|fact| fact.holds) {
            Verdict::Pass
        } else {
            Verdict::Fail
        }
    }

    /// A point without evidence yet.
    pub fn of(name: impl Into<String>, look: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            skipped: None,
            evidence: Vec::new(),
            attempts: 1,
            elapsed: Duration::ZERO,
            look: look.into(),
        }
    }

    /// In one line: why it was skipped; or what does not hold, and where to look; or all that was seen.
    pub fn told(&self) -> String {
        if let Some(why) = &self.skipped {
            return why.clone();
        }
        let failed: Vec<_> = self.evidence.iter().filter(|fact| !fact.holds).collect();
        let in_words = |facts: &[&Fact]| facts.iter().map(ToString::to_string).collect::<Vec<_>>();
        let again = match self.attempts {
            0 | 1 => String::new(),
            count => format!(" (attempt {count}, for it depends on the machine's speed)"),
        };
        if self.evidence.is_empty() {
            format!("nothing was seen; see {}", self.look)
        } else if failed.is_empty() {
            in_words(&self.evidence.iter().collect::<Vec<_>>()).join(", ") + &again
        } else {
            format!("{}{again}; see {}", in_words(&failed).join("; "), self.look)
        }
    }
}
