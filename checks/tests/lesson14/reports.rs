//! Reports made by hand.

use capstone::demo::{Bound, Evidence, Expectation, Figure, Finding, SectionReport};
use std::time::Duration;

/// A finding that did not pass.
pub(crate) fn failed(bound: &Bound, measured: Option<Figure>) -> Finding {
    Finding { expectation: Expectation::new("x", bound.clone(), "so"), measured, passed: false }
}

/// A finding that passed.
pub(crate) fn passed() -> Finding {
    let one = Figure::count(1);
    Finding {
        expectation: Expectation::new("x", Bound::Exactly(one), "so"),
        measured: Some(one),
        passed: true,
    }
}

/// The report of a section whose steps could all be done.
pub(crate) fn section(findings: Vec<Finding>) -> SectionReport {
    SectionReport {
        name: "a",
        evidence: Evidence::default(),
        findings,
        error: None,
        look: "there",
        attempts: 1,
        elapsed: Duration::ZERO,
    }
}
