//! Runs a script: every section, even after a failed one, and a clean stage after each.
//!
//! A wrong count is a mistake. A time that is too long may be noise: another program ran at that moment. Such noise
//! only makes a run slower. So a section in which no count is wrong, but a time is, is repeated, a few times at most,
//! and the audience is told.

use super::evidence::Evidence;
use super::expectation::Finding;
use super::report::{Report, SectionReport};
use super::script::{Script, Section, Step};
use std::time::Instant;

/// Where a script runs: the stage performs its steps.
pub trait Stage {
    /// What a step does.
    type Action;

    /// Performs it, and returns its evidence.
    ///
    /// # Errors
    ///
    /// Why it could not be performed, in words. That is not the same as an unexpected figure, but fails the section as
    /// well.
    fn perform(&mut self, action: &Self::Action) -> Result<Evidence, String>;

    /// Ends and removes all that the steps since the last call have left running.
    fn clear(&mut self);

    /// Waits until the machine has little other work, but not for long.
    fn calm_down(&mut self) {}

    /// Whether the run was interrupted.
    fn interrupted(&self) -> bool {
        false
    }
}

/// The audience gets the events of a run. `()` ignores them.
pub trait Audience<A> {
    /// A section begins: its number from 0, and how many there are.
    fn begin(&mut self, _number: usize, _of: usize, _section: &Section<A>) {}

    /// A step is about to be performed.
    fn step(&mut self, _step: &Step<A>) {}

    /// The evidence of a step, and the findings on its expectations.
    fn seen(&mut self, _evidence: &Evidence, _findings: &[Finding]) {}

    /// No count of a section is wrong, but a time is, so the section is repeated: attempt `number`, from 2.
    fn again(&mut self, _number: u32, _report: &SectionReport) {}

    /// A section has ended.
    fn end(&mut self, _report: &SectionReport) {}
}

impl<A> Audience<A> for () {}

/// The most attempts at a section.
pub const ATTEMPTS: u32 = 3;

/// Runs all sections in order. A section that fails does not stop the others.
///
/// An interruption ends the run after the step in progress, and the interrupted section is not in the report.
pub fn run<S: Stage>(
    script: &Script<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> Report {
    let planned = script.sections.len();
    let mut report = Report { planned, ..Report::default() };
    for (number, section) in script.sections.iter().enumerate() {
        if stage.interrupted() {
            break;
        }
        audience.begin(number, planned, section);
        let found = try_section(section, stage, audience);
        if stage.interrupted() {
            break;
        }
        audience.end(&found);
        report.sections.push(found);
    }
    report.interrupted = report.sections.len() < planned;
    report
}

/// Runs a section, and repeats it if noise may be the cause of the failure. The stage is cleared after each attempt, so
/// that every attempt begins on a clean stage.
fn try_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    let mut attempt = 1;
    loop {
        let mut report = run_section(section, stage, audience);
        stage.clear();
        report.attempts = attempt;
        if attempt == ATTEMPTS || stage.interrupted() || !report.may_be_noise() {
            return report;
        }
        attempt += 1;
        audience.again(attempt, &report);
        stage.calm_down();
    }
}

/// Performs the steps of a section, up to the first that fails: the later ones build on it.
fn run_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    let (began, Section { name, look, .. }) = (Instant::now(), section);
    let (evidence, findings, error) = (Evidence::default(), Vec::new(), None);
    let mut report =
        SectionReport { name, look, evidence, findings, error, attempts: 1, elapsed: began.elapsed() };
    for step in &section.steps {
        if stage.interrupted() || !report.passed() {
            break;
        }
        audience.step(step);
        match stage.perform(&step.action) {
            Ok(seen) => {
                report.evidence.add(&seen);
                let found: Vec<Finding> =
                    step.expectations.iter().map(|expectation| expectation.judge(&report.evidence)).collect();
                audience.seen(&seen, &found);
                report.findings.extend(found);
            }
            Err(error) => report.error = Some(format!("{}: {error}", step.says)),
        }
    }
    report.elapsed = began.elapsed();
    report
}
