//! A copy of the course for one job, and its target directory: both stay, so that only what differs is compiled.

use crate::below::{files_below, relative};
use crate::check::cargo::{self, Build, Builder, Program};
use crate::process::{Cancel, Limits};
use crate::splice::Files;
use crate::tree::{File, Tree};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// A copy.
#[derive(Debug)]
pub(super) struct Scratch<'a> {
    root: PathBuf,
    course: &'a Tree,
    /// The paths at which it may differ from the course.
    changed: BTreeSet<String>,
    environment: Vec<(OsString, OsString)>,
}

/// Why something could not be built.
#[derive(Debug)]
pub(super) struct Unbuilt {
    pub(super) words: String,
    /// Where the compiler's errors are, if it has found any: a file, and a byte of it.
    pub(super) places: Vec<(String, usize)>,
}

impl<'a> Scratch<'a> {
    /// The copy in `root`, made equal to the course whatever an earlier run has left there.
    pub(super) fn new(root: &Path, course: &'a Tree) -> Result<Self> {
        // Cargo makes the target directory itself, and marks it: checks find their programs by that mark.
        fs::create_dir_all(root).with_context(|| format!("{} cannot be made", root.display()))?;
        let target = root.join("target");
        for path in files_below(root, &|folder| folder != target)? {
            let known = relative(root, &path).is_some_and(|name| course.0.contains_key(&name));
            if !known {
                fs::remove_file(&path)?;
            }
        }
        let faster = cargo::WITHOUT_DEBUG.into_iter().chain([("CARGO_INCREMENTAL", "true")]);
        let mut environment: Vec<(OsString, OsString)> =
            faster.map(|(name, value)| (name.into(), value.into())).collect();
        if env::var_os("CARGO_TARGET_DIR").is_some() {
            environment.push(("CARGO_TARGET_DIR".into(), target.into_os_string()));
        }
        let scratch = Self { root: root.to_owned(), course, changed: BTreeSet::new(), environment };
        course.0.keys().try_for_each(|path| scratch.restore(path))?;
        Ok(scratch)
    }

    /// The words with the paths of this copy as they are in the course: where it stands is nobody's business.
    pub(super) fn without_its_place(&self, words: &str) -> String {
        words.replace(&format!("{}/", self.root.display()), "")
    }

    /// Makes it the course with these files.
    pub(super) fn become_(&mut self, files: &Files) -> Result<()> {
        let before = std::mem::replace(&mut self.changed, files.keys().cloned().collect());
        before.difference(&self.changed).try_for_each(|path| self.restore(path))?;
        files.iter().try_for_each(|(path, text)| {
            let file = File { bytes: text.as_bytes().to_owned(), executable: false };
            file.write_changed(&self.root.join(path))
        })
    }

    fn restore(&self, path: &str) -> Result<()> {
        match self.course.0.get(path) {
            Some(file) => file.write_changed(&self.root.join(path)),
            None => Ok(fs::remove_file(self.root.join(path))?),
        }
    }

    /// The test program `name`, which cargo's arguments `args` build; or why it cannot be built.
    pub(super) fn build(&self, name: &str, args: &[&str]) -> Result<Result<Program, Unbuilt>> {
        let builder = Builder {
            root: &self.root,
            colour: false,
            limits: Limits::default(),
            environment: &self.environment,
            time: cargo::PATIENT,
            cancel: &Cancel::default(),
        };
        let not = |words: String| Unbuilt { words, places: Vec::new() };
        Ok(match builder.tests(args, |_| {})? {
            Build::Done(mut programs) => {
                programs.remove(name).ok_or_else(|| not(format!("there is no test {name}")))
            }
            Build::Errors(errors) => {
                let shown = errors.first().map_or("", |error| error.shown.trim_end());
                let words = format!("it does not compile:\n{shown}");
                Err(Unbuilt { words, places: errors.into_iter().flat_map(|error| error.places).collect() })
            }
            Build::Refused(words) => Err(not(format!("cargo cannot build it:\n{}", words.trim_end()))),
            Build::Cancelled => bail!("the compiler was stopped"),
        })
    }

    pub(super) fn environment(&self) -> &[(OsString, OsString)] {
        &self.environment
    }

    /// Whether it has this file.
    pub(super) fn has(&self, path: &str) -> bool {
        self.course.0.contains_key(path)
    }
}
