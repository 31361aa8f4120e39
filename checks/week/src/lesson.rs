//! What a lesson says of itself, in its lesson.toml.

use crate::builds::{self, Built};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::fs;
use std::path::Path;

/// A lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// From 1.
    pub number: u32,
    /// Its name, as in `Bounded queue`.
    pub title: String,
    /// Its folder in `lessons/`, as in `04-bounded-queue`.
    pub slug: String,
    /// How long it takes to read.
    pub minutes: u32,
    /// The functions that a learner writes, in the order in which the lesson names them.
    pub builds: Vec<Built>,
    /// What its check proves, a sentence each, in the order in which a learner meets them.
    pub claims: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Toml {
    number: u32,
    title: String,
    minutes: u32,
    builds: Vec<String>,
    claims: Vec<String>,
}

impl Lesson {
    /// A lesson by the words of its lesson.toml; `slug` is the name of its folder.
    ///
    /// # Errors
    ///
    /// If they are not those of a lesson.toml.
    pub fn parse(slug: &str, words: &str) -> Result<Self> {
        let toml: Toml = toml::from_str(words)?;
        let builds: Vec<Vec<Built>> =
            toml.builds.iter().map(|entry| builds::parse(entry)).collect::<Result<_>>()?;
        let Toml { number, title, minutes, claims, .. } = toml;
        Ok(Self { number, title, slug: slug.to_owned(), minutes, builds: builds.concat(), claims })
    }

    /// `lesson04`: its example, and the file of its check.
    pub fn id(&self) -> String {
        format!("lesson{:02}", self.number)
    }

    /// `lessons/04-bounded-queue/README.md`.
    pub fn text(&self) -> String {
        format!("lessons/{}/README.md", self.slug)
    }

    /// What the blank of one of its functions says.
    pub fn label(&self, name: &str) -> String {
        format!("lesson {:02}: {name}", self.number)
    }

    /// The files that it builds in, each once, in order.
    pub fn files(&self) -> Vec<&str> {
        let mut files: Vec<&str> = Vec::new();
        for built in &self.builds {
            if !files.contains(&built.file.as_str()) {
                files.push(&built.file);
            }
        }
        files
    }

    /// The functions that it builds in this file.
    pub fn names_in(&self, file: &str) -> Vec<&str> {
        self.builds.iter().filter(|built| built.file == file).map(|built| built.name.as_str()).collect()
    }
}

/// All lessons of the course in `root`, by their numbers.
///
/// # Errors
///
/// If one cannot be read, two have one number, or there is none.
pub fn lessons(root: &Path) -> Result<Vec<Lesson>> {
    let folder = root.join("lessons");
    let mut lessons = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path().join("lesson.toml");
        if path.is_file() {
            let words = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let slug = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
            lessons.push(Lesson::parse(&slug, &words).with_context(|| path.display().to_string())?);
        }
    }
    in_order(lessons)
}

/// The lessons by their numbers.
pub(crate) fn in_order(mut lessons: Vec<Lesson>) -> Result<Vec<Lesson>> {
    lessons.sort_by_key(|lesson| lesson.number);
    ensure!(!lessons.is_empty(), "there is no lesson: no folder in `lessons` has a lesson.toml");
    for pair in lessons.windows(2) {
        let [one, next] = [&pair[0], &pair[1]];
        ensure!(one.number < next.number, "{} and {} have the same number", one.slug, next.slug);
    }
    Ok(lessons)
}
