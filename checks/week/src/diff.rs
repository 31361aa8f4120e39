//! `cargo week diff`: a learner's functions beside those of the reference.

use crate::builds::Built;
use crate::place::Place;
use crate::progress::Progress;
use crate::splice::{Source, indented};
use crate::terminal::Terminal;
use crate::texts;
use crate::tree::{Tree, text_of};
use anyhow::{Context, Result, ensure};
use similar::{Change, ChangeTag, TextDiff};

/// Shows how the functions of the lesson differ, once its check has passed, or if the learner wants to `peek`.
pub(crate) fn diff(place: &Place, lesson: u32, peek: bool, terminal: Terminal) -> Result<()> {
    let about = place.must_be_a_copy()?;
    ensure!(
        about.reference,
        "this copy came without solutions, so there is nothing to compare with: ask who gave it to you"
    );
    let course = place.course()?.tree;
    let lessons = course.lessons()?;
    let lesson = place.lesson(&lessons, Some(lesson))?;
    let number = lesson.number;
    ensure!(
        peek || number < about.at || Progress::read(&place.root)?.has_passed(lesson),
        "lesson {number} has not passed yet: cargo week check {number} (to see the reference all the same: cargo week diff {number} --peek)"
    );
    let notes = texts::reference(&course, lesson);
    let note = |title: &str| {
        let note = notes.iter().find(|note| note.title == title);
        note.map(|note| format!("{}\n", note.words)).unwrap_or_default()
    };
    let legend = "- yours, + the reference\n";
    let mut words = note("") + &terminal.faint(legend);
    for built in &lesson.builds {
        let title = terminal.bold(&format!("{}, {}", built.name, built.file));
        words +=
            &format!("\n{title}\n{}{}", note(&built.name), of_function(place, &course, built, terminal)?);
    }
    terminal.say(words.trim_start());
    Ok(())
}

/// The lines of both: `-` before those that only the learner has, `+` before those that only the reference has.
fn of_function(place: &Place, course: &Tree, built: &Built, terminal: Terminal) -> Result<String> {
    let Built { file, name } = built;
    let theirs = text_of(&place.root.join(file))?.with_context(|| format!("{file} is gone"))?;
    let function = |text: &str| indented(&Source::parse(text)?, name);
    let (theirs, reference) =
        (function(&theirs).with_context(|| file.clone())?, function(course.text(file)?)?);
    if theirs == reference {
        return Ok("  the same\n".to_owned());
    }
    let depth = reference.len() - reference.trim_start().len();
    let diff = TextDiff::from_lines(&theirs, &reference);
    let line = |change: Change<&str>| {
        let line = change.value().trim_end_matches('\n');
        let line = line.get(depth..).filter(|_| line[..depth].trim().is_empty()).unwrap_or(line);
        match change.tag() {
            ChangeTag::Equal => format!("  {line}\n"),
            ChangeTag::Delete => format!("{}\n", terminal.red(&format!("- {line}"))),
            ChangeTag::Insert => format!("{}\n", terminal.green(&format!("+ {line}"))),
        }
    };
    Ok(diff.iter_all_changes().map(line).collect())
}
