//! `cargo week update`: a newer course comes into a learner's copy.
//!
//! For each file there are three versions: as the copy's course had it, as the new one has it, and the learner's. What the
//! learner did not touch becomes the new one; the functions that she wrote go into the new files, wherever they are now.
//! Where that does not work her file stays, and the new one is written beside it as `.new`.

mod decide;
mod written;

use crate::place::Place;
use crate::record::Record;
use crate::starter::starter;
use crate::terminal::Terminal;
use crate::tree::{File, Tree};
use anyhow::{Context, Result, ensure};
use decide::{Decision, decide};
use std::fs;
use std::path::{Path, PathBuf};
use written::Written;

/// Brings the course at `place` into the copy in `folder`.
pub(crate) fn update(place: &Place, folder: &Path, terminal: Terminal) -> Result<()> {
    ensure!(place.copy.is_none(), "this is a copy: type this in the folder of the newer course");
    let copy =
        Place::at(&folder.canonicalize().with_context(|| format!("{} is not there", folder.display()))?)?;
    ensure!(copy.copy.is_some(), "{} is no copy of the course: there is no .week in it", folder.display());
    let (old, new) = (Record::read(&copy.root)?, place.course()?);
    if old.tree == new.tree {
        terminal.say("Your copy is of this course already.\n");
        return Ok(());
    }
    let at = old.about.at;
    let (base, next) = (starter(&old.tree, at)?, starter(&new.tree, at)?);
    let mut written = Written::collect(&copy.root, &base, &old.tree.lessons()?)?;
    let merged = written.merge(&next, &new.tree.lessons()?)?;
    let mut done = Done { copy: &copy, words: Vec::new(), files: 0, gone: Vec::new() };
    for path in base.0.keys().chain(next.0.keys().filter(|path| !base.0.contains_key(*path))) {
        let decision = decide(&copy.root, path, &base, &merged, &written)?;
        done.carry_out(path, decision, &merged)?;
    }
    let mut record = new;
    record.about.at = at;
    record.write(&copy.root)?; // behind the files, so that an update that was interrupted can be done again
    done.delete()?; // what stood there is in the new files by now
    terminal.say(&done.told(&record, &written));
    Ok(())
}

struct Done<'a> {
    copy: &'a Place,
    /// What the learner must know.
    words: Vec<String>,
    /// How many files are new.
    files: usize,
    /// Files that the new course has not.
    gone: Vec<PathBuf>,
}

impl Done<'_> {
    fn carry_out(&mut self, path: &str, decision: Decision, merged: &Tree) -> Result<()> {
        let whole = self.copy.root.join(path);
        match (decision, merged.0.get(path)) {
            (Decision::Stays, _) => {}
            (Decision::New, Some(file)) => {
                file.write(&whole)?;
                self.files += 1;
            }
            (Decision::New, None) => {
                self.gone.push(whole);
                self.files += 1;
            }
            (Decision::Beside(why), Some(file)) => {
                let beside = self.write_beside(path, file)?;
                self.words.push(format!("{path} stays as it is, and {beside} is the new one: {why}"));
            }
            (Decision::Beside(why), None) => {
                self.words.push(format!("{path} stays, though the course has no such file any more: {why}"));
            }
        }
        Ok(())
    }

    fn delete(&self) -> Result<()> {
        let delete = |path: &PathBuf| {
            fs::remove_file(path).with_context(|| format!("{} cannot be deleted", path.display()))
        };
        self.gone.iter().try_for_each(delete)
    }

    /// Writes `PATH.new`; if there is another one already, `PATH.new2`, and so on.
    fn write_beside(&self, path: &str, file: &File) -> Result<String> {
        let names = (1..)
            .map(|number| if number == 1 { format!("{path}.new") } else { format!("{path}.new{number}") });
        let is_free = |name: &String| {
            let whole = self.copy.root.join(name);
            !whole.exists() || fs::read(whole).is_ok_and(|bytes| bytes == file.bytes)
        };
        let name = names.into_iter().find(is_free).unwrap_or_default();
        file.write(&self.copy.root.join(&name))?;
        Ok(name)
    }

    fn told(&self, course: &Record, written: &Written) -> String {
        let count = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        let (files, functions) = (count(self.files, "file"), count(written.placed(), "function"));
        let head = format!(
            "Your copy is of the course's {} now: {files} new or changed, {functions} of yours in place.\n",
            course.about.version()
        );
        let words: String = self.words.iter().map(|words| format!("\n{words}\n")).collect();
        let ask = "\nMove what is yours into the new file, and give it the old one's name.\n";
        let ask = if self.words.iter().any(|words| words.contains(".new")) { ask } else { "" };
        format!("{head}{words}{ask}")
    }
}
