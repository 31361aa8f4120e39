//! The report of a run of a script.

use super::evidence::Evidence;
use super::expectation::Finding;
use super::figure::Figure;
use std::time::Duration;

/// The verdict on a script, section by section.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The report of each section, in order.
    pub sections: Vec<SectionReport>,
    /// Whether the run was interrupted.
    pub interrupted: bool,
    /// How many sections the script has.
    pub planned: usize,
}

/// The report of one section.
#[derive(Debug, Clone)]
pub struct SectionReport {
    /// Its name.
    pub name: &'static str,
    /// What was measured in it.
    pub evidence: Evidence,
    /// The findings on its expectations, in order, up to the step that failed.
    pub findings: Vec<Finding>,
    /// Why a step could not be performed, with the causes.
    pub error: Option<String>,
    /// Where to look if it failed.
    pub look: &'static str,
    /// Which attempt this is, from 1.
    pub attempts: u32,
    /// How long it took.
    pub elapsed: Duration,
}

/// A figure that was predicted, and then measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// The name of the section.
    pub section: &'static str,
    /// The name of the figure.
    pub figure: String,
    /// The value that a formula gives.
    pub predicted: Figure,
    /// What came.
    pub measured: Figure,
    /// Whether the finding passed.
    pub passed: bool,
    /// The formula.
    pub because: String,
}

impl SectionReport {
    /// Whether every step was performed, and every finding passed.
    pub fn passed(&self) -> bool {
        self.error.is_none() && self.findings.iter().all(|finding| finding.passed)
    }

    /// Whether it failed, and noise alone may be the cause: every step was performed, and no count is wrong.
    pub fn may_be_noise(&self) -> bool {
        let noisy = |finding: &Finding| finding.measured.is_some_and(|measured| measured.unit.is_noisy());
        !self.passed()
            && self.error.is_none()
            && self.findings.iter().all(|finding| finding.passed || noisy(finding))
    }

    /// The findings that did not pass, a line each.
    pub fn failures(&self) -> Vec<String> {
        let findings = self.findings.iter().filter(|finding| !finding.passed).map(Finding::to_string);
        findings.chain(self.error.clone()).collect()
    }
}

impl Report {
    /// Whether every section of the script ran and passed.
    pub fn passed(&self) -> bool {
        !self.interrupted
            && self.sections.len() == self.planned
            && self.sections.iter().all(SectionReport::passed)
    }

    /// Predicted against measured, for all that was predicted and measured.
    pub fn predictions(&self) -> Vec<Prediction> {
        let all = self
            .sections
            .iter()
            .flat_map(|section| section.findings.iter().map(|finding| (section.name, finding)));
        all.filter_map(|(section, finding)| {
            Some(Prediction {
                section,
                figure: finding.expectation.figure.clone(),
                predicted: finding.expectation.bound.predicted()?,
                measured: finding.measured?,
                passed: finding.passed,
                because: finding.expectation.because.clone(),
            })
        })
        .collect()
    }
}
