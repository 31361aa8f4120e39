//! `cargo week grade`: the points of a submission.
//!
//! Only what the lessons ask for is taken from it, and put into a course that nobody has touched. A submission is not
//! trusted: it is compiled and judged within limits, and none can reach another's folder.

mod attempt;
mod formats;
mod judge;
mod marks;
mod pass;
mod refusal;
mod sandbox;
mod scratch;
mod submission;
mod template;

use crate::check::time::Time;
use crate::place::Place;
use crate::process::confines_files;
use crate::terminal::Terminal;
use crate::tree::File;
use anyhow::{Context, Result};
use attempt::Course;
use judge::Judge;
use std::path::Path;
use std::time::{Duration, Instant};
use template::Template;

pub(crate) use formats::Format;
pub(crate) use marks::Marks;

/// When the claims that fail have taken so long together, each that is left may take as long as `LEAST`: four times what
/// the whole check of a lesson takes with the reference, once its programs are built. A submission of which every claim
/// hangs has its marks in time, and what holds in one that often hangs still holds.
const BUDGET: Duration = Duration::from_secs(1800);

const LEAST: Duration = Duration::from_secs(60);

/// Judges the submission in `folder`, or this copy; a claim may take as long as `limit`.
pub(crate) fn grade(place: &Place, folder: Option<&Path>, limit: Duration) -> Result<Marks> {
    let own = place.copy.as_ref().map(|_| place.root.as_path());
    let folder =
        folder.or(own).context("this is the finished course: say which submission, --submission DIR")?;
    let (began, record) = (Instant::now(), place.course()?);
    let lessons = record.tree.lessons()?;
    let units = submission::read(folder, &record.tree, &lessons)?;
    let work = place.target().join("grade");
    let template = Template::of(&record.tree, &work)?;
    let course = Course { tree: &record.tree, lessons: &lessons, template: &template.target };
    let has_reference = record.about.reference;
    let time = Time::with_budget(limit, BUDGET, LEAST);
    let lessons = Judge { course, has_reference, units, folder: &work, time: &time }.judge()?;
    Ok(Marks { lessons, notes: notes(), seconds: began.elapsed().as_secs() })
}

/// Writes the marks to `out`, or else to stdout.
pub(crate) fn hand_in(marks: &Marks, format: Format, out: Option<&Path>, terminal: Terminal) -> Result<()> {
    let words = format.write(marks);
    match out {
        None => terminal.say(&words),
        Some(out) => {
            File { bytes: words.into_bytes(), executable: false }.write(out)?;
            terminal.say(&format!("{} of {} points: {}\n", marks.points(), marks.most(), out.display()));
        }
    }
    Ok(())
}

fn notes() -> Vec<String> {
    let files =
        "This machine cannot confine files (Landlock: Linux 5.13): run the grader in a container of its own.";
    if confines_files() { Vec::new() } else { vec![files.to_owned()] }
}
