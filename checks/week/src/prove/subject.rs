//! What is proved: a solution of a lesson, and the verdict that its check must give.

use crate::check::PATIENCE;
use crate::lesson::Lesson;
use crate::splice::{Alternative, Files, switchable};
use crate::starter;
use crate::tree::Tree;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::time::Duration;

/// The variable that says which function is blank in a program that has all of a lesson's blanks.
pub(super) const BLANK: &str = "WEEK_BLANK";

/// The variable that says what is left out, in a program that can leave out all of a lesson's omissions.
pub(super) const OMISSION: &str = "WEEK_OMISSION";

/// The variable that says which mutation is on, in a program that has all of a lesson's.
pub(super) const MUTATION: &str = "WEEK_MUTATION";

/// The variable that says which solution it is, in a program that is several.
pub(super) const SOLUTION: &str = "WEEK_SOLUTION";

/// What kind of solution it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Kind {
    /// A fragment with a mistake.
    Wrong,
    /// A fragment that is right, and unlike the reference.
    Right,
    /// The course as it is.
    Reference,
    /// The course with all later lessons blank.
    Alone,
    /// The same with one function of the lesson blank.
    Blank,
    /// The course without one of the calls that wake, wait or close.
    Omission,
    /// The course with one operator, number, condition, statement or result changed.
    Mutation,
}

/// A solution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) kind: Kind,
    /// The fragment's file without its ending, or the function that is blank.
    pub(super) name: String,
    /// What is wrong or unusual, in words.
    pub(super) about: String,
    /// What the first diagnosis must say; nothing, if the check must pass.
    pub(super) expect: Option<String>,
    /// What chooses it in a program that has several: a variable of the environment, and its words.
    pub(super) choice: Option<(&'static str, String)>,
}

/// A tree of the course that is compiled once, and what is proved of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Variant {
    pub(super) lesson: u32,
    /// Those of its files that differ from the course; or why there is no such tree.
    pub(super) files: Result<Files, String>,
    /// How it can be in one program with others, if it can.
    pub(super) alternative: Option<Alternative>,
    pub(super) subjects: Vec<Subject>,
}

impl Subject {
    /// Whether it is enough to see it once. A blank says so at its first call, and what is alone differs from the reference
    /// by what it does not call.
    pub(super) fn once(&self) -> bool {
        matches!(self.kind, Kind::Alone | Kind::Blank)
    }

    /// Whether a run goes on after its first diagnosis. A mistake does if it `is_asked` which claims it turns red. A blank turns
    /// many red, which tells nothing.
    pub(super) fn goes_to_the_end(&self, is_asked: bool) -> bool {
        match self.kind {
            Kind::Omission => true,
            Kind::Wrong => is_asked,
            Kind::Mutation => false,
            _ => self.expect.is_none(),
        }
    }

    /// How long it goes on once a claim has failed: as a learner's check. But the first run of a wrong solution may say which
    /// claims it turns red, and builds programs besides.
    pub(super) fn patience(&self, is_first: bool) -> Option<Duration> {
        (!(is_first && self.kind == Kind::Wrong)).then_some(PATIENCE)
    }

    /// What the programs see besides.
    pub(super) fn environment(&self) -> Vec<(OsString, OsString)> {
        self.choice.iter().map(|(variable, words)| (variable.into(), words.into())).collect()
    }

    /// A mutation that this label chooses. Which words are the best, nobody knows beforehand: any diagnosis will do, if it is
    /// not as right as the course.
    pub(super) fn mutation(label: &str, name: &str, is_right: bool) -> Self {
        let choice = Some((MUTATION, label.to_owned()));
        let expect = (!is_right).then(String::new);
        Self { choice, ..Self::new(Kind::Mutation, name, expect) }
    }

    fn new(kind: Kind, name: &str, expect: Option<String>) -> Self {
        Self { kind, name: name.to_owned(), about: String::new(), expect, choice: None }
    }
}

impl Variant {
    /// The course as it is.
    pub(super) fn reference(lesson: &Lesson) -> Self {
        let subjects = vec![Subject::new(Kind::Reference, "reference", None)];
        Self { lesson: lesson.number, files: Ok(Files::new()), alternative: None, subjects }
    }

    /// The lesson while all later ones are blank, and each of its functions while it is blank itself.
    pub(super) fn blanks(course: &Tree, lessons: &[Lesson], lesson: &Lesson) -> Result<Self> {
        let mut tree = course.clone();
        for later in lessons.iter().filter(|later| later.number > lesson.number) {
            starter::blank(&mut tree, later)?;
        }
        for file in lesson.files() {
            let text = switchable(tree.text(file)?, &lesson.names_in(file), BLANK, |name| lesson.label(name));
            tree.set(file, text.with_context(|| format!("lesson {} builds in {file}", lesson.number))?);
        }
        let changed = tree.0.iter().filter(|(path, file)| course.0.get(*path) != Some(file));
        let changed = changed.map(|(path, _)| Ok((path.clone(), tree.text(path)?.to_owned())));
        let alone = Subject::new(Kind::Alone, "later-lessons-blank", None);
        let blanks = lesson.builds.iter().map(|built| {
            let words = lesson.label(&built.name);
            let choice = Some((BLANK, words.clone()));
            Subject { choice, ..Subject::new(Kind::Blank, &built.name, Some(words)) }
        });
        Ok(Self {
            lesson: lesson.number,
            files: Ok(changed.collect::<Result<_>>()?),
            alternative: None,
            subjects: [alone].into_iter().chain(blanks).collect(),
        })
    }
}
