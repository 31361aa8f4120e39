//! `cargo week start`: the learner's own copy.
//!
//! It is made beside its place and then moved there, so that a start that was interrupted leaves no half of one.

use crate::git::{self, History};
use crate::lesson::Lesson;
use crate::place::Place;
use crate::progress::Progress;
use crate::record::{FOLDER, Record};
use crate::starter::starter;
use crate::terminal::Terminal;
use anyhow::{Context, Result, bail, ensure};
use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// Where the copy goes if nothing else is said, from the course's root.
pub(crate) const BESIDE: &str = "../my-week";

/// Writes the copy to `folder`, with the functions of lesson `at` and later blank.
pub(crate) fn start(place: &Place, folder: Option<&Path>, at: u32, terminal: Terminal) -> Result<()> {
    let course = place.course()?;
    let lessons = course.tree.lessons()?;
    place.lesson(&lessons, Some(at))?;
    let last = lessons.last().map_or(at, |lesson| lesson.number);
    ensure!(
        course.about.reference || at == 1,
        "this template has no solutions, so it starts at lesson 1 only"
    );
    let folder = absolute(&folder.map_or_else(|| place.root.join(BESIDE), Path::to_owned))?;
    refuse(place, &folder)?;

    let partial = Partial::beside(&folder)?;
    let tree = starter(&course.tree, at)?;
    tree.write(&partial.0)?;
    let mut record = course;
    record.about.at = at;
    record.write(&partial.0)?;
    begin(&partial.0, &lessons, at)?;
    let history = git::begin(&partial.0, &format!("The course, {}", record.about.version()));
    partial.move_to(&folder)?;
    terminal.say(&told(&folder, &record, at, last, &history, terminal)?);
    Ok(())
}

/// The turn of the first lesson has come.
fn begin(copy: &Path, lessons: &[Lesson], at: u32) -> Result<()> {
    let mut progress = Progress::default();
    for lesson in lessons.iter().filter(|lesson| lesson.number == at) {
        progress.work_on(lesson);
    }
    progress.write(copy)
}

/// Says no where a copy would overwrite something, or be a part of the course.
pub(crate) fn refuse(place: &Place, folder: &Path) -> Result<()> {
    if folder.join(FOLDER).exists() {
        bail!(
            "{} is a copy already: `cd` there and type `cargo week`, or name another folder",
            folder.display()
        );
    }
    let is_empty = || fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    if folder.symlink_metadata().is_ok() && !is_empty() {
        bail!("{} is there already, and is not an empty folder: name another one", folder.display());
    }
    let root = place.root.canonicalize()?;
    ensure!(
        !folder.starts_with(&root),
        "{} is inside of the course: name a folder beside it",
        folder.display()
    );
    Ok(())
}

/// The path from the root of the file system, without `..` and links, though its last parts may not be there yet.
pub(crate) fn absolute(path: &Path) -> Result<PathBuf> {
    let path = env::current_dir().context("the current folder is gone")?.join(path);
    let there = path.ancestors().find(|around| around.exists()).unwrap_or(Path::new("/"));
    let mut whole = there.canonicalize().with_context(|| format!("{} cannot be read", there.display()))?;
    for part in path.strip_prefix(there).unwrap_or(Path::new("")) {
        if part == ".." {
            whole.pop();
        } else {
            whole.push(part);
        }
    }
    ensure!(whole.file_name().is_some(), "{} does not end in a folder's name", path.display());
    Ok(whole)
}

/// A folder that goes when this does, unless it was moved.
pub(crate) struct Partial(pub(crate) PathBuf);

impl Partial {
    pub(crate) fn beside(folder: &Path) -> Result<Self> {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let partial = folder.with_file_name(format!(".{name}.{}", process::id()));
        fs::create_dir_all(&partial).with_context(|| format!("{} cannot be made", partial.display()))?;
        Ok(Self(partial))
    }

    pub(crate) fn move_to(&self, folder: &Path) -> Result<()> {
        fs::rename(&self.0, folder).with_context(|| format!("{} cannot be made", folder.display()))
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0); // nothing is left of it if it was moved
    }
}

fn told(
    folder: &Path,
    course: &Record,
    at: u32,
    last: u32,
    history: &History,
    terminal: Terminal,
) -> Result<String> {
    let blanks: usize = course
        .tree
        .lessons()?
        .iter()
        .filter(|lesson| lesson.number >= at)
        .map(|lesson| lesson.builds.len())
        .sum();
    let lessons = if at == last { format!("lesson {at}") } else { format!("lessons {at} to {last}") };
    let history = match history {
        History::Begun => {
            "It is a git repository, whose first commit is the course as you got it.".to_owned()
        }
        History::NoGit => {
            "git is not installed, so the copy has no history: `git init` there when you have it.".to_owned()
        }
        History::Failed(words) => {
            format!("git could not make the first commit, so the copy has no history:\n{words}")
        }
    };
    let shown = folder.display().to_string();
    let shown = if shown.contains(char::is_whitespace) { format!("'{shown}'") } else { shown };
    let next = terminal.bold(&format!("    cd {shown}\n    cargo week"));
    Ok(format!(
        "Your copy of the course is in {shown}: {blanks} functions to write, in {lessons}.\n{history}\n\nNext:\n{next}\n"
    ))
}
