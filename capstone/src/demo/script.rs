//! A demo as data: its steps, and the expected results. It can be read, checked and printed before it runs.

use super::expectation::{Bound, Expectation};
use std::collections::BTreeSet;

/// The sections of a demo, in order. `A` says what a step does; see [`Stage`](super::Stage).
#[derive(Debug, Clone, PartialEq)]
pub struct Script<A> {
    /// Each is about one subject, and none needs another.
    pub sections: Vec<Section<A>>,
}

/// Steps that together are about one subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Section<A> {
    /// One word, for the command line and the scorecard.
    pub name: &'static str,
    /// What it shows, in a sentence without a full stop.
    pub shows: &'static str,
    /// Where to look if it fails.
    pub look: &'static str,
    /// The steps, in order. Each step builds on the one before.
    pub steps: Vec<Step<A>>,
}

/// One action, and its expected results.
#[derive(Debug, Clone, PartialEq)]
pub struct Step<A> {
    /// What is done, in words.
    pub says: String,
    /// What is done.
    pub action: A,
    /// The expectations of the step.
    pub expectations: Vec<Expectation>,
}

impl<A> Step<A> {
    /// A step without expectations yet.
    pub fn new(says: impl Into<String>, action: A) -> Self {
        Self { says: says.into(), action, expectations: Vec::new() }
    }

    /// With one more expectation.
    pub fn expect(mut self, figure: impl Into<String>, bound: Bound, because: impl Into<String>) -> Self {
        self.expectations.push(Expectation::new(figure, bound, because));
        self
    }
}

impl<A> Section<A> {
    /// All its expectations, in order.
    pub fn expectations(&self) -> impl Iterator<Item = &Expectation> {
        self.steps.iter().flat_map(|step| &step.expectations)
    }
}

impl<A> Script<A> {
    /// The flaws of the script itself, a sentence each. A script with a flaw must not run: its verdict would mean
    /// nothing.
    ///
    /// A section has a flaw if it has no expectation that can fail, an expectation that cannot, or the name of an
    /// earlier section.
    pub fn flaws(&self) -> Vec<String> {
        let (mut flaws, mut names) = (Vec::new(), BTreeSet::new());
        for section in &self.sections {
            let name = section.name;
            if !names.insert(name) {
                flaws.push(format!("there are two sections called {name}"));
            }
            if !section.expectations().any(|expectation| expectation.bound.can_fail()) {
                flaws.push(format!("section {name} cannot fail, so it shows nothing"));
            }
            for expectation in section.expectations().filter(|expectation| !expectation.bound.can_fail()) {
                flaws.push(format!("section {name} allows every value of {}", expectation.figure));
            }
        }
        flaws
    }

    /// Every expectation that predicts a value, with the name of its section, in order.
    pub fn predictions(&self) -> Vec<(&'static str, &Expectation)> {
        let all = self
            .sections
            .iter()
            .flat_map(|section| section.expectations().map(|expectation| (section.name, expectation)));
        all.filter(|(_, expectation)| expectation.bound.predicted().is_some()).collect()
    }

    /// The sections of these names alone, in the script's order; all of them if there are no names.
    ///
    /// # Errors
    ///
    /// The first name that no section has.
    pub fn only(self, names: &[String]) -> Result<Self, String> {
        let known = |name: &String| self.sections.iter().any(|section| section.name == name);
        if let Some(unknown) = names.iter().find(|name| !known(name)) {
            return Err(unknown.clone());
        }
        let chosen = |section: &Section<A>| names.is_empty() || names.iter().any(|name| name == section.name);
        Ok(Self { sections: self.sections.into_iter().filter(chosen).collect() })
    }
}
