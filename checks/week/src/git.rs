//! The copy's first commit. The copy works without git, too: then it has no history.

use crate::tree::without_git_variables;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What became of the copy's repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum History {
    /// It has its first commit.
    Begun,
    /// There is no git on this machine.
    NoGit,
    /// What git said when it failed.
    Failed(String),
}

/// Who commits if git knows no name: the first commit is the course, not the learner's work.
const COURSE: [&str; 4] = ["-c", "user.name=cargo week", "-c", "user.email=week@localhost"];

/// Makes `folder` a repository whose only commit has all of its files.
pub(crate) fn begin(folder: &Path, message: &str) -> History {
    let commit = ["-c", "commit.gpgsign=false", "commit", "--quiet", "--no-verify", "-m", message];
    let result = stage(folder)
        .and_then(|()| run(folder, &commit).or_else(|_| run(folder, &[&COURSE[..], &commit].concat())));
    match result {
        Ok(()) => History::Begun,
        Err(None) => History::NoGit,
        Err(Some(words)) => History::Failed(words),
    }
}

/// The id of the tree of all files in `folder`, which becomes a repository for that.
pub(crate) fn tree_of(folder: &Path) -> Option<String> {
    stage(folder).ok()?;
    let output = output(folder, &["write-tree"]).filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Everything in a repository, also what a person's own settings tell git to ignore: there is nothing here but the course.
fn stage(folder: &Path) -> Result<(), Option<String>> {
    run(folder, &["init", "--quiet"])?;
    run(folder, &["-c", "core.autocrlf=false", "add", "--all", "--force"])
}

/// The commit that `folder` is at, abbreviated, if it is the root of a repository.
pub(crate) fn commit_of(folder: &Path) -> Option<String> {
    if !folder.join(".git").exists() {
        return None;
    }
    let output =
        output(folder, &["rev-parse", "--short", "HEAD"]).filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// `None` if there is no git, what it said if it failed.
fn run(folder: &Path, args: &[&str]) -> Result<(), Option<String>> {
    let output = output(folder, args).ok_or(None)?;
    match output.status.success() {
        true => Ok(()),
        false => Err(Some(String::from_utf8_lossy(&output.stderr).trim().to_owned())),
    }
}

fn output(folder: &Path, args: &[&str]) -> Option<Output> {
    let mut git = Command::new("git");
    git.args(args).current_dir(folder).stdin(Stdio::null());
    without_git_variables(&mut git).output().ok()
}
