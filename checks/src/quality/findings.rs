//! What a point sees on its way, kept also if the way ends early.

use super::fact::Fact;
use std::fmt::Display;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The evidence so far, and what is being looked at now. Clones are the same findings.
#[derive(Debug, Clone, Default)]
pub(crate) struct Findings(Arc<Mutex<Seen>>);

#[derive(Debug, Default)]
struct Seen {
    evidence: Vec<Fact>,
    /// What is looked at now, and what it should come to.
    step: Option<(String, &'static str)>,
}

/// Longer messages are cut: a line is to be read.
const LONGEST: usize = 400;

impl Findings {
    /// From here on `what` is looked at, and should come to `expected`. That is what a failure will say.
    pub(crate) fn step(&self, what: impl Into<String>, expected: &'static str) {
        self.seen().step = Some((what.into(), expected));
    }

    /// `came` must be `expected`.
    pub(crate) fn equal<T: PartialEq + Display>(&self, what: &str, expected: T, came: T) {
        self.add(Fact::equal(what, expected, came));
    }

    /// `came` must be as `expected`, and `holds` says whether it is.
    pub(crate) fn that(&self, what: &str, expected: &str, came: impl Display, holds: bool) {
        self.add(Fact::that(what, expected, came.to_string(), holds));
    }

    /// The step must have ended with exit code 0. That it did is worth no evidence.
    ///
    /// # Panics
    ///
    /// If it has not.
    pub(crate) fn exit_0(&self, code: Option<i32>, said: &str) {
        let code = code.map_or("none, for a signal ended it".to_owned(), |code| code.to_string());
        assert!(code == "0", "exit code {code}; it said: {said}");
    }

    pub(crate) fn add(&self, fact: Fact) {
        self.seen().evidence.push(fact);
    }

    /// The way ended early: for this reason, in the step that was under way.
    pub(crate) fn broken_off(&self, reason: &str) {
        let (what, expected) = self.seen().step.take().unwrap_or_else(|| ("the point".to_owned(), "its end"));
        let mut came = in_one_line(reason);
        if let Some((cut, _)) = came.char_indices().nth(LONGEST) {
            came.truncate(cut);
            came += " ...";
        }
        self.add(Fact::that(what, expected, came, false));
    }

    pub(crate) fn into_evidence(self) -> Vec<Fact> {
        std::mem::take(&mut self.seen().evidence)
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a panic says, without what `assert_eq!` adds before and behind it.
fn in_one_line(reason: &str) -> String {
    let ours = reason.strip_prefix("assertion `left ").and_then(|rest| rest.split_once("` failed: "));
    let reason = ours.map_or(reason, |(_, ours)| ours.split("\n  left: ").next().unwrap_or(ours));
    reason.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" / ")
}
