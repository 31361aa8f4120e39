//! One attempt to compile the course with a submission in it, or with a part of that.

use super::sandbox::Sandbox;
use super::submission::{Unit, judged};
use crate::check::cargo::{Build, Builder};
use crate::check::proof::Proof;
use crate::lesson::Lesson;
use crate::process::Cancel;
use crate::tree::Tree;
use anyhow::{Context, Result};
use std::path::Path;
use std::time::Duration;

/// A submission that takes the compiler longer than this does so on purpose.
const TIME: Duration = Duration::from_secs(900);

/// The course, and how a submission is put into it.
pub(super) struct Course<'a> {
    pub(super) tree: &'a Tree,
    pub(super) lessons: &'a [Lesson],
    /// The compiled dependencies.
    pub(super) template: &'a Path,
}

/// What is compiled, and where. What varies from one attempt to the next is the units that are refused.
pub(super) struct Attempt<'a> {
    pub(super) course: &'a Course<'a>,
    /// The lessons whose functions come from the course.
    pub(super) ours: &'a [u32],
    /// The tests.
    pub(super) names: &'a [String],
    pub(super) sandbox: &'a Sandbox,
    pub(super) proof: &'a Proof,
}

impl Attempt<'_> {
    pub(super) fn build(&self, units: &[Unit]) -> Result<Build> {
        self.with_proofs(self.tree(units)?)?.write_changed(&self.sandbox.tree())?;
        let environment = self.sandbox.environment(true);
        let builder = Builder {
            root: &self.sandbox.tree(),
            colour: false,
            limits: self.sandbox.of_a_build(),
            environment: &environment,
            time: TIME,
            cancel: &Cancel::default(),
        };
        let (models, tests): (Vec<&String>, Vec<&String>) =
            self.names.iter().partition(|name| *name == "models");
        let tests: Vec<&str> = tests.into_iter().flat_map(|name| ["--test", name.as_str()]).collect();
        let build = builder.tests(&[&["test"], &tests[..]].concat(), |_| {})?;
        let Build::Done(mut programs) = build else { return Ok(build) };
        if !models.is_empty() {
            match builder.tests(&["models"], |_| {})? {
                Build::Done(models) => programs.extend(models),
                other => return Ok(other),
            }
        }
        Ok(Build::Done(programs))
    }

    /// The course with these units in it.
    pub(super) fn tree(&self, units: &[Unit]) -> Result<Tree> {
        judged(self.course.tree, self.course.lessons, units, self.ours)
    }

    /// The places of the units that come from the submission.
    pub(super) fn in_use(&self, units: &[Unit]) -> Vec<usize> {
        let is_in_use = |unit: &Unit| unit.has_something() && !self.ours.contains(&unit.lesson);
        (0..units.len()).filter(|at| is_in_use(&units[*at])).collect()
    }

    /// The tree with a proof at the end of each test.
    fn with_proofs(&self, mut tree: Tree) -> Result<Tree> {
        let is_test = |path: &&String| path.contains("/tests/") && path.ends_with(".rs");
        for path in tree.0.keys().filter(is_test).cloned().collect::<Vec<_>>() {
            let text = self.proof.put_into(tree.text(&path)?).with_context(|| path.clone())?;
            tree.set(&path, text);
        }
        Ok(tree)
    }
}
