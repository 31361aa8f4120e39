//! Where a command runs: in the finished course, or in a learner's copy of it.

use crate::git;
use crate::lesson::{Lesson, lessons};
use crate::progress::Progress;
use crate::record::{About, FOLDER, Record};
use crate::tree::Tree;
use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};

/// A tree of the course.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) root: PathBuf,
    /// What its record says, if it is a learner's copy.
    pub(crate) copy: Option<About>,
}

impl Place {
    /// The tree that `folder` is in.
    pub(crate) fn around(folder: &Path) -> Result<Self> {
        let is_root = |folder: &&Path| folder.join("Cargo.toml").is_file() && lessons(folder).is_ok();
        let root = folder.ancestors().find(is_root).with_context(|| {
            format!(
                "{} is in no tree of the course: go to its folder, or to that of your copy",
                folder.display()
            )
        })?;
        Self::at(root)
    }

    /// The tree whose root is `root`.
    pub(crate) fn at(root: &Path) -> Result<Self> {
        let copy = if root.join(FOLDER).exists() { Some(About::read(root)?) } else { None };
        Ok(Self { root: root.to_owned(), copy })
    }

    pub(crate) fn lessons(&self) -> Result<Vec<Lesson>> {
        lessons(&self.root)
    }

    /// What the copy says of itself.
    ///
    /// # Errors
    ///
    /// In the finished course.
    pub(crate) fn must_be_a_copy(&self) -> Result<&About> {
        self.copy
            .as_ref()
            .context("this is the finished course, where nothing is yours: cargo week start makes your copy")
    }

    /// The lesson of this number; without one, that whose turn it is.
    pub(crate) fn lesson<'l>(&self, lessons: &'l [Lesson], number: Option<u32>) -> Result<&'l Lesson> {
        if let Some(number) = number {
            let last = lessons.last().map_or(0, |lesson| lesson.number);
            let found = lessons.iter().find(|lesson| lesson.number == number);
            return found
                .with_context(|| format!("there is no lesson {number}: the course has lessons 1 to {last}"));
        }
        let at =
            self.copy.as_ref().context("this is the finished course, where no lesson is next: name one")?.at;
        let next = Progress::read(&self.root)?;
        next.next(lessons, at).context("every lesson has passed, so none is next: name one")
    }

    /// The target directory, which may be anywhere.
    pub(crate) fn target(&self) -> PathBuf {
        let target = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        self.root.join(target.unwrap_or_else(|| "target".into()))
    }

    /// The course without a learner's work: what the record says in a copy, else the tree itself.
    pub(crate) fn course(&self) -> Result<Record> {
        if self.copy.is_some() {
            return Record::read(&self.root);
        }
        let tree = Tree::read(&self.root)?;
        let version = version(tree.text("Cargo.toml")?);
        let about = About { version, commit: git::commit_of(&self.root), at: 1, reference: true };
        Ok(Record { about, tree })
    }
}

/// The version in the workspace's Cargo.toml.
fn version(manifest: &str) -> String {
    let manifest: toml::Table = toml::from_str(manifest).unwrap_or_default();
    let package = manifest.get("workspace").and_then(|workspace| workspace.get("package"));
    let version = package.and_then(|package| package.get("version")).and_then(|version| version.as_str());
    version.unwrap_or("unknown").to_owned()
}
