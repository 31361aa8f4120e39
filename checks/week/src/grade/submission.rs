//! What of a submission is judged: the functions that the lessons name, and what stands beside them in their files.
//! Everything else comes from the course: checks that were edited, or deleted, change nothing.

use crate::lesson::Lesson;
use crate::splice::{Source, additions, blank, foreign_word, is_blank, signature, transplant};
use crate::tree::Tree;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A larger file is no solution of a lesson.
const MOST: u64 = 1 << 20;

/// The functions of one lesson in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) lesson: u32,
    pub(super) file: String,
    /// The submission's file.
    theirs: String,
    pub(super) written: Vec<String>,
    pub(super) blank: Vec<String>,
    /// Why nothing in it is judged, if there is a reason.
    pub(super) refused: Option<String>,
    /// Whether a function is declared otherwise than in the course.
    pub(super) declares_otherwise: bool,
}

/// The submission in `folder`, lesson by lesson.
pub(super) fn read(folder: &Path, course: &Tree, lessons: &[Lesson]) -> Result<Vec<Unit>> {
    let folder = folder.canonicalize().with_context(|| format!("{} is not there", folder.display()))?;
    let mut units = Vec::new();
    for lesson in lessons {
        for file in lesson.files() {
            units.push(Unit::read(&folder, course, lesson, file)?);
        }
    }
    Ok(units)
}

impl Unit {
    fn read(folder: &Path, course: &Tree, lesson: &Lesson, file: &str) -> Result<Self> {
        let names = lesson.names_in(file);
        let blank = names.iter().map(|name| (*name).to_owned()).collect();
        let mut unit = Self {
            lesson: lesson.number,
            file: file.to_owned(),
            theirs: String::new(),
            written: Vec::new(),
            blank,
            refused: None,
            declares_otherwise: false,
        };
        let course = course.text(file)?;
        let judged = text(folder, file).and_then(|theirs| {
            unit.theirs = theirs;
            unit.look(course, &names)
        });
        unit.refused = judged.err().map(|problem| format!("{problem:#}"));
        Ok(unit)
    }

    /// Finds what is written.
    fn look(&mut self, course: &str, names: &[&str]) -> Result<()> {
        let (theirs, ours) = (Source::parse(&self.theirs)?, Source::parse(course)?);
        let (mut written, mut blank) = (Vec::new(), Vec::new());
        for name in names {
            let list = if is_blank(&theirs, name)? { &mut blank } else { &mut written };
            list.push((*name).to_owned());
            self.declares_otherwise |= signature(&theirs, name)? != signature(&ours, name)?;
        }
        (self.written, self.blank) = (written, blank);
        match foreign_word(&self.spliced(course.to_owned())?, course)? {
            Some(word) => bail!("it says `{word}`, which no lesson asks for"),
            None => Ok(()),
        }
    }

    pub(super) fn has_something(&self) -> bool {
        self.refused.is_none() && !self.written.is_empty()
    }

    /// The course's file with the submission's functions in it, and the others blank.
    pub(super) fn splice_into(&self, text: String, lesson: &Lesson) -> Result<String> {
        let text = if self.has_something() { self.spliced(text)? } else { text };
        let all: Vec<&String> =
            self.blank.iter().chain(self.written.iter().filter(|_| !self.has_something())).collect();
        let all: Vec<&str> = all.into_iter().map(String::as_str).collect();
        Ok(blank(&text, &all, |name| lesson.label(name))?)
    }

    fn spliced(&self, text: String) -> Result<String> {
        let theirs = Source::parse(&self.theirs)?;
        let written: Vec<&str> = self.written.iter().map(String::as_str).collect();
        Ok(additions(&transplant(&text, &theirs, &written)?, &theirs)?)
    }
}

/// A file of the submission. A link could lead out of it, to the solution.
fn text(folder: &Path, file: &str) -> Result<String> {
    let path = folder.join(file);
    let real = path.canonicalize().with_context(|| format!("{file} is missing"))?;
    if real != path || !real.is_file() {
        bail!("{file} is a link, or no file");
    }
    if fs::metadata(&real)?.len() > MOST {
        bail!("{file} is larger than {MOST} bytes");
    }
    fs::read_to_string(&real).with_context(|| format!("{file} cannot be read"))
}

/// The course that is judged: with the functions of the submission, but for those lessons that `ours` names, which come
/// from the course.
pub(super) fn judged(course: &Tree, lessons: &[Lesson], units: &[Unit], ours: &[u32]) -> Result<Tree> {
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    for unit in units.iter().filter(|unit| !ours.contains(&unit.lesson)) {
        let lesson =
            lessons.iter().find(|lesson| lesson.number == unit.lesson).context("a unit has its lesson")?;
        let text = match files.remove(unit.file.as_str()) {
            Some(text) => text,
            None => course.text(&unit.file)?.to_owned(),
        };
        files.insert(&unit.file, unit.splice_into(text, lesson)?);
    }
    let mut tree = course.clone();
    // Right and wrong solutions lie there, and could be read while the submission is compiled.
    tree.0.retain(|path, _| !path.contains("/wrong/"));
    files.into_iter().for_each(|(path, text)| tree.set(path, text));
    Ok(tree)
}
