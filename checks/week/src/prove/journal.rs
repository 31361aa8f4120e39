//! Remembers what was proved, so that a campaign that was interrupted goes on where it was.
//!
//! What is remembered holds as long as nothing has changed that it depends on. What was run more often than it is asked for
//! is an answer, too.

use super::outcome::Outcome;
use super::subject::{Subject, Variant};
use crate::lesson::Lesson;
use crate::tree::{File, Tree};
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The file, a line for each outcome.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    known: BTreeMap<String, Outcome>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    key: String,
    outcome: Outcome,
}

impl Journal {
    /// The journal at `path`; empty if it is not there.
    pub(super) fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap_or_default();
        let mut journal = Self { path: path.to_owned(), known: BTreeMap::new() };
        // The last line may be cut off.
        let lines = text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
        lines.for_each(|Line { key, outcome }| journal.remember(key, outcome));
        journal
    }

    /// What came of it, if it was run so many times, or more runs would tell nothing new.
    pub(super) fn known(&self, key: &str, times: usize) -> Option<&Outcome> {
        self.known.get(key).filter(|outcome| outcome.runs >= times || outcome.is_hopeless())
    }

    pub(super) fn add(&mut self, key: &str, outcome: &Outcome) -> Result<()> {
        let line = Line { key: key.to_owned(), outcome: outcome.clone() };
        let mut line = serde_json::to_string(&line)?;
        line.push('\n');
        let file = OpenOptions::new().create(true).append(true).open(&self.path);
        file.and_then(|mut file| file.write_all(line.as_bytes()))
            .with_context(|| format!("{} cannot be written", self.path.display()))?;
        self.remember(key.to_owned(), outcome.clone());
        Ok(())
    }

    /// The latest counts; but a few good runs do not replace many.
    fn remember(&mut self, key: String, outcome: Outcome) {
        let is_less = |known: &Outcome| known.is_proved() && outcome.is_proved() && outcome.runs < known.runs;
        if !self.known.get(&key).is_some_and(is_less) {
            self.known.insert(key, outcome);
        }
    }
}

/// Changes with everything that the outcome depends on.
pub(super) fn key(course: u64, variant: &Variant, subject: &Subject, pinned: bool) -> String {
    let mut hasher = DefaultHasher::new();
    (course, variant.lesson, &variant.files, pinned).hash(&mut hasher);
    (subject.kind as u8, &subject.name, &subject.about, &subject.expect).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Changes with each file that the check of this lesson depends on.
pub(super) fn course(course: &Tree, lesson: &Lesson, compiler: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    compiler.hash(&mut hasher);
    let counts = |(path, _): &(&String, &File)| depends(path, lesson);
    course.0.iter().filter(counts).for_each(|(path, file)| (path, &file.bytes).hash(&mut hasher));
    hasher.finish()
}

/// By convention each lesson has a folder, and a check of its name; everything else may be used by all.
fn depends(path: &str, lesson: &Lesson) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        ["checks", "wrong" | "week", ..] | [".ci" | ".github", ..] => false,
        ["lessons", folder, _, ..] => folder == lesson.slug,
        ["checks", "tests", name, ..] => name.starts_with(&lesson.id()) || name == "models",
        _ => path.contains("/src/") || !path.ends_with(".md"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of twenty runs and then three, all good, the twenty are known.
    #[test]
    fn few_runs_do_not_replace_many() {
        assert_eq!(known(&[of(20, 20), of(3, 3)], 20), Some(20));
    }

    #[test]
    fn a_problem_replaces_any_number_of_good_runs() {
        assert_eq!(known(&[of(20, 20), of(3, 2)], 3), Some(3));
    }

    #[test]
    fn what_was_run_more_often_is_an_answer() {
        assert_eq!(known(&[of(20, 20)], 3), Some(20));
    }

    #[test]
    fn what_was_run_less_often_is_none() {
        assert_eq!(known(&[of(3, 3)], 20), None);
    }

    #[test]
    fn what_failed_in_each_of_three_runs_is_known_for_any_number() {
        assert_eq!(known(&[of(3, 0)], 20), Some(3));
    }

    fn known(outcomes: &[Outcome], times: usize) -> Option<usize> {
        let mut journal = Journal { path: PathBuf::new(), known: BTreeMap::new() };
        outcomes.iter().for_each(|outcome| journal.remember("key".to_owned(), outcome.clone()));
        journal.known("key", times).map(|outcome| outcome.runs)
    }

    fn of(runs: usize, met: usize) -> Outcome {
        let problem = (met < runs).then(|| "it passes".to_owned());
        Outcome { runs, met, problem, ..Outcome::new(4, &Subject::mutation("label", "name", false)) }
    }
}
