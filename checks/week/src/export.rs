//! `cargo week export`: the repository that an instructor hands out.
//!
//! It is a learner's copy without solutions: no bodies of the reference, no hints, no wrong solutions, in no file, in no
//! record, and in no commit. Checks, resets and grades work there as everywhere.

use crate::git::{self, History};
use crate::place::Place;
use crate::record::Record;
use crate::start::{Partial, absolute, refuse};
use crate::starter::starter;
use crate::terminal::Terminal;
use crate::texts;
use crate::tree::{File, Tree};
use anyhow::{Result, ensure};
use std::path::Path;

/// What a class needs beside the course: where it goes, its text, and whether it is a script.
const CLASS: [(&str, &str, bool); 3] = [
    ("gradescope/setup.sh", include_str!("../class/gradescope/setup.sh"), true),
    ("gradescope/run_autograder", include_str!("../class/gradescope/run_autograder"), true),
    ("gradescope/make-zip", include_str!("../class/gradescope/make-zip"), true),
];

/// The workflow that grades, in a folder that Classroom protects. It knows the rest by the id of its tree.
const WORKFLOW: (&str, &str) = (".github/workflows/classroom.yml", include_str!("../class/classroom.yml"));

/// What stands for the id there.
const TREE: &str = "TREE_OF_THE_TEMPLATE";

/// Writes the template to `folder`.
pub(crate) fn export(place: &Place, folder: &Path, terminal: Terminal) -> Result<()> {
    ensure!(place.copy.is_none(), "this is a copy: export the template from the finished course");
    let Record { mut about, tree } = place.course()?;
    let folder = absolute(folder)?;
    refuse(place, &folder)?;
    about.reference = false;
    let template = template(&tree)?;
    let partial = Partial::beside(&folder)?;
    template.write(&partial.0)?;
    // Its own record says no more than its files.
    Record { about: about.clone(), tree: template }.write(&partial.0)?;
    let (path, workflow) = WORKFLOW;
    let workflow = git::tree_of(&partial.0).map_or(workflow.to_owned(), |tree| workflow.replace(TREE, &tree));
    File { bytes: workflow.into_bytes(), executable: false }.write(&partial.0.join(path))?;
    let history = git::begin(&partial.0, &format!("The course, {}", about.version()));
    partial.move_to(&folder)?;
    let history = match history {
        History::Begun => String::new(),
        _ => "\nIt has no history, since git did not make one: GitHub Classroom's workflow does not work in it. Export it where git is.".to_owned(),
    };
    terminal.say(&format!(
        "The template is in {}.{history}\nIn it are a workflow for GitHub Classroom and, in gradescope/, an autograder for Gradescope.\n",
        folder.display()
    ));
    Ok(())
}

/// The course without what a student should not find.
fn template(course: &Tree) -> Result<Tree> {
    let mut template = starter(course, 1)?;
    let lessons = course.lessons()?;
    // The gate of the finished course is red as long as something is blank.
    let is_handed_out = |path: &str| {
        let is_solution =
            path.contains("/wrong/") || path.ends_with("/hints.md") || path.ends_with("/reference.md");
        !is_solution && !path.starts_with(".github/")
    };
    template.0.retain(|path, _| is_handed_out(path));
    for lesson in &lessons {
        if let Ok(text) = template.text(&lesson.text()) {
            let without = texts::without_hints(text);
            template.set(&lesson.text(), without);
        }
    }
    for (path, text, executable) in CLASS {
        template.0.insert(path.to_owned(), File { bytes: text.as_bytes().to_owned(), executable });
    }
    Ok(template)
}
