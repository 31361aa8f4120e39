//! Remembers what was proved, so that a campaign that was interrupted goes on where it was.
//!
//! What is remembered holds as long as nothing has changed that it depends on.

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
        // The last line may be cut off. Later lines replace earlier ones.
        let lines = text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
        let known = lines.map(|Line { key, outcome }| (key, outcome)).collect();
        Self { path: path.to_owned(), known }
    }

    pub(super) fn known(&self, key: &str) -> Option<&Outcome> {
        self.known.get(key)
    }

    pub(super) fn add(&mut self, key: &str, outcome: &Outcome) -> Result<()> {
        let line = Line { key: key.to_owned(), outcome: outcome.clone() };
        let mut line = serde_json::to_string(&line)?;
        line.push('\n');
        let file = OpenOptions::new().create(true).append(true).open(&self.path);
        file.and_then(|mut file| file.write_all(line.as_bytes()))
            .with_context(|| format!("{} cannot be written", self.path.display()))?;
        self.known.insert(key.to_owned(), outcome.clone());
        Ok(())
    }
}

/// Changes with everything that the outcome depends on.
pub(super) fn key(course: u64, variant: &Variant, subject: &Subject, times: usize, pinned: bool) -> String {
    let mut hasher = DefaultHasher::new();
    (course, variant.lesson, &variant.files, times, pinned).hash(&mut hasher);
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
