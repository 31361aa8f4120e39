//! All files of a course: read from a folder, kept in memory, written to another.
//!
//! What git tracks belongs to the course; where there is no git, what is not ignored.

use crate::ignored;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// The files by their paths from the root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tree(pub(crate) BTreeMap<String, File>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) bytes: Vec<u8>,
    pub(crate) executable: bool,
}

impl Tree {
    /// The course in `root`.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let paths = match tracked(root) {
            Some(paths) => paths,
            None => ignored::not_ignored(root)?,
        };
        let mut files = BTreeMap::new();
        for path in paths {
            // What git tracks may have been deleted.
            if root.join(&path).is_file() {
                let file = File::read(&root.join(&path))?;
                files.insert(path, file);
            }
        }
        Ok(Self(files))
    }

    /// Writes all files into `folder`.
    pub(crate) fn write(&self, folder: &Path) -> Result<()> {
        self.0.iter().try_for_each(|(path, file)| file.write(&folder.join(path)))
    }

    /// Writes into `folder` what is not there as it should be.
    pub(crate) fn write_changed(&self, folder: &Path) -> Result<()> {
        self.0.iter().try_for_each(|(path, file)| file.write_changed(&folder.join(path)))
    }

    /// The file as text.
    pub(crate) fn text(&self, path: &str) -> Result<&str> {
        let file = self.0.get(path).with_context(|| format!("the course has no file {path}"))?;
        std::str::from_utf8(&file.bytes).with_context(|| format!("{path} is not text"))
    }

    /// Puts another text into a file that is there, or makes it.
    pub(crate) fn set(&mut self, path: &str, text: String) {
        let executable = self.0.get(path).is_some_and(|file| file.executable);
        self.0.insert(path.to_owned(), File { bytes: text.into_bytes(), executable });
    }
}

impl File {
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let executable = fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o111 != 0);
        Ok(Self { bytes, executable })
    }

    /// Writes the file and makes the folders that it is in.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let written = || -> std::io::Result<()> {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, &self.bytes)?;
            if self.executable {
                let mut permissions = fs::metadata(path)?.permissions();
                permissions.set_mode(permissions.mode() | 0o111);
                fs::set_permissions(path, permissions)?;
            }
            Ok(())
        };
        written().with_context(|| format!("{} cannot be written", path.display()))
    }

    /// Writes the file, unless these bytes are there: cargo would compile it again.
    pub(crate) fn write_changed(&self, path: &Path) -> Result<()> {
        if fs::read(path).is_ok_and(|old| old == self.bytes) { Ok(()) } else { self.write(path) }
    }
}

/// The text of a learner's file, if it is there.
pub(crate) fn text_of(path: &Path) -> Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

/// What git tracks in `root`, if it is the root of a checkout and git is installed.
fn tracked(root: &Path) -> Option<Vec<String>> {
    if !root.join(".git").exists() {
        return None; // it may lie in a folder that another repository ignores
    }
    let mut git = Command::new("git");
    git.args(["ls-files", "-z"]).current_dir(root).stdin(Stdio::null());
    let output = without_git_variables(&mut git).output().ok().filter(|output| output.status.success())?;
    let names = String::from_utf8(output.stdout).ok()?;
    let names: Vec<String> = names.split_terminator('\0').map(str::to_owned).collect();
    (!names.is_empty()).then_some(names)
}

/// Without those that git sets for its hooks, which would lead to another repository.
pub(crate) fn without_git_variables(git: &mut Command) -> &mut Command {
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        git.env_remove(variable);
    }
    git
}
