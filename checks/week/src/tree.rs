//! All files of a course: read from a folder, kept in memory, written to another.
//!
//! What git tracks belongs to the course; where there is no git, what is not ignored.

use crate::ignored;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{self, Command, Stdio};

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

    /// The learner's file: as `read`, and a text has the line ends of the course.
    pub(crate) fn read_of_a_copy(path: &Path) -> Result<Self> {
        let mut file = Self::read(path)?;
        if let Ok(text) = str::from_utf8(&file.bytes) {
            file.bytes = text.replace("\r\n", "\n").into_bytes();
        }
        Ok(file)
    }

    /// Writes the file and makes the folders that it is in. At each moment the old file or the new one is there, and no
    /// half of it: if the disk is full, or the command is ended meanwhile, nothing is lost.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        path.parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| match path.symlink_metadata() {
                // A link, a pipe, /dev/stdout: what it leads to is written to.
                Ok(about) if !about.is_file() => fs::write(path, &self.bytes),
                _ => self.replace(path),
            })
            .with_context(|| format!("{} cannot be written", path.display()))
    }

    fn replace(&self, path: &Path) -> io::Result<()> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let new = path.with_file_name(format!(".{name}.{}", process::id()));
        let written = || {
            fs::write(&new, &self.bytes)?;
            let mut permissions = fs::metadata(if path.exists() { path } else { &new })?.permissions();
            if self.executable {
                permissions.set_mode(permissions.mode() | 0o111);
            }
            fs::set_permissions(&new, permissions)?;
            fs::rename(&new, path)
        };
        written().inspect_err(|_| drop(fs::remove_file(&new)))
    }

    /// Writes the file, unless these bytes are there: cargo would compile it again.
    pub(crate) fn write_changed(&self, path: &Path) -> Result<()> {
        if fs::read(path).is_ok_and(|old| old == self.bytes) { Ok(()) } else { self.write(path) }
    }
}

/// The text of a learner's file, if it is there; its lines end as the course's do, whatever her git has made of them.
pub(crate) fn text_of(path: &Path) -> Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text.replace("\r\n", "\n"))),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_as_a_whole_and_keeps_its_mode() {
        let folder = std::env::temp_dir().join(format!("week tree {}", process::id()));
        fs::create_dir(&folder).expect("it can be made");
        let (path, old) = (folder.join("a b.sh"), folder.join("the old one"));
        fs::write(&path, "old").expect("it can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("it can be set");
        fs::hard_link(&path, &old).expect("it can be linked");
        File { bytes: b"new".to_vec(), executable: true }.write(&path).expect("it can be written");
        let words = [&path, &old].map(|path| fs::read_to_string(path).expect("it is there"));
        let mode = fs::metadata(&path).expect("it is there").permissions().mode() & 0o777;
        let count = fs::read_dir(&folder).expect("it can be read").count();
        fs::remove_dir_all(&folder).expect("it can be removed");
        assert_eq!(words, ["new", "old"], "the old file's own bytes are as they were");
        assert_eq!((mode, count), (0o751, 2), "the mode, and how many files there are");
    }
}
