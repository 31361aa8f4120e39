//! What came of one solution, in all of its runs.

use super::limits;
use super::subject::{Kind, Subject};
use super::trial::{First, Trial};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// When so many runs were not as they must be, the others tell nothing new.
const ENOUGH: usize = 3;

/// What came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Outcome {
    pub(super) lesson: u32,
    pub(super) kind: Kind,
    pub(super) name: String,
    /// What is wrong or unusual, in words.
    pub(super) about: String,
    /// How many runs there were, and how many of them were as they must be.
    pub(super) runs: usize,
    pub(super) met: usize,
    /// What was not as it must be, if anything was not.
    pub(super) problem: Option<String>,
    /// The first diagnosis of the first run that had one, in a sentence.
    pub(super) first: Option<String>,
    /// The claim or the model that it comes from.
    pub(super) case: Option<String>,
    pub(super) is_model: bool,
    /// The claims that failed in the first run, as far as it went.
    pub(super) red: Vec<String>,
    /// How long the slowest run took: to its first diagnosis, or to its end if it has none. The first run counts if it is the
    /// only one: in it a check builds the programs that it starts.
    pub(super) seconds: f64,
    /// How long the slowest run to the end took; the first run counts as it does for `seconds`.
    #[serde(default)]
    pub(super) to_the_end: f64,
}

/// Adds up runs.
pub(super) struct Tally<'a> {
    subject: &'a Subject,
    /// How many times as long as alone a run may take.
    slower: u32,
    outcome: Outcome,
}

impl Outcome {
    /// Before the first run.
    pub(super) fn new(lesson: u32, subject: &Subject) -> Self {
        let Subject { kind, name, about, .. } = subject.clone();
        Self {
            lesson,
            kind,
            name,
            about,
            runs: 0,
            met: 0,
            problem: None,
            first: None,
            case: None,
            is_model: false,
            red: Vec::new(),
            seconds: 0.0,
            to_the_end: 0.0,
        }
    }

    /// Of one that could not be run.
    pub(super) fn without_a_run(lesson: u32, subject: &Subject, problem: &str) -> Self {
        Self { problem: Some(problem.to_owned()), ..Self::new(lesson, subject) }
    }

    pub(super) fn is_proved(&self) -> bool {
        self.problem.is_none()
    }

    /// Whether more runs would tell nothing new.
    pub(super) fn is_hopeless(&self) -> bool {
        self.runs - self.met >= ENOUGH
    }
}

impl<'a> Tally<'a> {
    pub(super) fn new(lesson: u32, subject: &'a Subject, slower: u32) -> Self {
        Self { subject, slower, outcome: Outcome::new(lesson, subject) }
    }

    pub(super) fn outcome(self) -> Outcome {
        self.outcome
    }

    pub(super) fn is_hopeless(&self) -> bool {
        self.outcome.is_hopeless()
    }

    pub(super) fn add(&mut self, trial: Trial) {
        let run = self.outcome.runs + 1;
        let time = trial.first.as_ref().map_or(trial.took, |first| first.after);
        let problem = self
            .said_wrong(trial.first.as_ref())
            .or((run > 1).then(|| limits::exceeded(self.slower, time, trial.took)).flatten());
        let outcome = &mut self.outcome;
        outcome.runs = run;
        outcome.met += usize::from(problem.is_none());
        if outcome.problem.is_none() {
            outcome.problem = problem.map(|problem| format!("run {run}: {problem}"));
        }
        if run == 1 {
            outcome.red = trial.red;
        }
        if outcome.first.is_none()
            && let Some(First { failure, case, is_model, .. }) = trial.first
        {
            (outcome.first, outcome.case) = (Some(failure.sentence), Some(case));
            outcome.is_model = is_model;
        }
        let slowest = |before: f64, now: Duration| {
            if run > 2 { before.max(now.as_secs_f64()) } else { now.as_secs_f64() }
        };
        outcome.seconds = slowest(outcome.seconds, time);
        if trial.to_the_end {
            outcome.to_the_end = slowest(outcome.to_the_end, trial.took);
        }
    }

    fn said_wrong(&self, first: Option<&First>) -> Option<String> {
        match (&self.subject.expect, first) {
            (None, None) => None,
            (None, Some(first)) => Some(format!("it is right, and the check says\n{}", whole(first))),
            (Some(_), None) => Some("it passes, with the models if there are any".to_owned()),
            (Some(expect), Some(first)) if says(first, expect) => None,
            (Some(expect), Some(first)) => {
                Some(format!("expected a first diagnosis with\n    {expect}\nbut it is\n{}", whole(first)))
            }
        }
    }
}

/// Whether the diagnosis has these words, however it is broken into lines.
fn says(First { failure, .. }: &First, expect: &str) -> bool {
    let plain = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = [&failure.sentence].into_iter().chain(&failure.details).map(String::as_str);
    plain(&said.collect::<Vec<_>>().join(" ")).contains(&plain(expect))
}

/// The diagnosis as a learner reads it, set in.
fn whole(First { failure, case, .. }: &First) -> String {
    let details: String = failure.details.iter().map(|line| format!("      {line}\n")).collect();
    format!("    FAIL {case}\n    {}\n{details}", failure.sentence).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::verdict::Failure;

    fn wrong(expect: &str) -> Subject {
        Subject {
            kind: Kind::Wrong,
            name: "it".to_owned(),
            about: String::new(),
            expect: Some(expect.to_owned()),
            choice: None,
        }
    }

    fn red(sentence: &str, details: &[&str], seconds: u64) -> Trial {
        let details = details.iter().map(|line| (*line).to_owned()).collect();
        let failure = Failure { sentence: sentence.to_owned(), read: None, details };
        let after = Duration::from_secs(seconds);
        let first = First { failure, case: "a claim".to_owned(), is_model: false, after };
        Trial { first: Some(first), red: vec!["a claim".to_owned()], took: after * 3, to_the_end: true }
    }

    fn outcome(subject: &Subject, trials: impl IntoIterator<Item = Trial>) -> Outcome {
        let mut tally = Tally::new(1, subject, 2);
        trials.into_iter().for_each(|trial| tally.add(trial));
        tally.outcome()
    }

    #[test]
    fn the_words_may_stand_in_the_details_and_be_broken_otherwise() {
        let outcome =
            outcome(&wrong("all wait,\n popper last"), [red("all", &["  wait,", "popper last"], 1)]);
        assert!(outcome.is_proved() && outcome.met == 1, "{outcome:?}");
    }

    #[test]
    fn one_run_with_another_diagnosis_is_enough() {
        let trials = [red("close must wake", &[], 1), red("pop must give none", &[], 1)];
        let outcome = outcome(&wrong("close"), trials);
        assert_eq!((outcome.met, outcome.runs), (1, 2));
        assert!(
            outcome.problem.is_some_and(|problem| problem.starts_with("run 2: expected a first diagnosis"))
        );
    }

    #[test]
    fn a_diagnosis_that_comes_late_is_not_as_it_must_be_but_in_the_first_run() {
        let late = outcome(&wrong("close"), [red("close", &[], 31), red("close", &[], 31)]);
        assert_eq!(late.problem.as_deref(), Some("run 2: it took 31.0 s, and 30 s are the limit"));
        let in_time = outcome(&wrong("close"), [red("close", &[], 31), red("close", &[], 30)]);
        assert!(in_time.is_proved(), "{in_time:?}");
    }

    #[test]
    fn a_check_that_goes_on_for_long_after_its_first_diagnosis_is_not_as_it_must_be() {
        let runs = |seconds| outcome(&wrong("close"), [red("close", &[], 1), red("close", &[], seconds)]);
        assert!(runs(29).is_proved());
        let mut long = red("close", &[], 1);
        long.took = Duration::from_secs(121);
        let long = outcome(&wrong("close"), [red("close", &[], 1), long]);
        assert_eq!(long.problem.as_deref(), Some("run 2: all of it took 121.0 s, and 120 s are the limit"));
    }

    #[test]
    fn the_first_run_is_measured_only_if_there_is_no_other() {
        let seconds = |runs: &[u64]| {
            let outcome = outcome(&wrong("close"), runs.iter().map(|seconds| red("close", &[], *seconds)));
            (outcome.seconds, outcome.to_the_end)
        };
        assert_eq!(seconds(&[9]), (9.0, 27.0));
        assert_eq!(seconds(&[9, 1, 3, 2]), (3.0, 9.0));
    }

    #[test]
    fn three_misses_are_enough() {
        let subject = wrong("close");
        let mut tally = Tally::new(1, &subject, 1);
        let runs = (1..9).find(|_| {
            tally.add(Trial::default());
            tally.is_hopeless()
        });
        assert_eq!(runs, Some(3));
    }

    #[test]
    fn what_is_right_has_its_time_to_its_end() {
        let subject = Subject { kind: Kind::Right, expect: None, ..wrong("") };
        let slow = || Trial { took: Duration::from_secs(31), ..Trial::default() };
        assert!(outcome(&subject, [slow()]).is_proved() && !outcome(&subject, [slow(), slow()]).is_proved());
    }
}
