//! `cargo week hint` and `cargo week answer`: one at a time, so that nobody reads more than she wants.

use crate::lesson::Lesson;
use crate::place::Place;
use crate::progress::Progress;
use crate::terminal::Terminal;
use crate::texts::{self, Part};
use anyhow::{Context, Result};

/// Shows a hint of the lesson: number `which`, or the first that has not been read.
pub(crate) fn hint(
    place: &Place,
    lesson: Option<u32>,
    which: Option<usize>,
    terminal: Terminal,
) -> Result<()> {
    let course = place.course()?;
    let lessons = course.tree.lessons()?;
    let lesson = place.lesson(&lessons, lesson)?;
    let hints = texts::hints(&course.tree, lesson)?;
    let read = if place.copy.is_some() { read_before(place, lesson)? } else { 0 };
    let number = lesson.number;
    let which = which.unwrap_or(read + 1);
    let hint = which.checked_sub(1).and_then(|index| hints.get(index)).with_context(|| {
        let count = hints.len();
        format!("lesson {number} has {count} hints; to read one again: cargo week hint {number} {count}")
    })?;
    if place.copy.is_some() {
        Progress::change(&place.root, |progress| {
            let entry = progress.work_on(lesson);
            entry.hints = entry.hints.max(which);
        })?;
    }
    let more = if which < hints.len() {
        format!(" The next: cargo week hint {number} {}", which + 1)
    } else {
        String::new()
    };
    terminal.say(&format!(
        "{}\n{}{more}\n",
        shown(hint, terminal),
        terminal.faint(&format!("Hint {which} of {}.", hints.len()))
    ));
    Ok(())
}

fn read_before(place: &Place, lesson: &Lesson) -> Result<usize> {
    Ok(Progress::read(&place.root)?.of(lesson).map_or(0, |entry| entry.hints))
}

/// Shows the answer to a question of the lesson.
pub(crate) fn answer(place: &Place, lesson: u32, question: usize, terminal: Terminal) -> Result<()> {
    let course = place.course()?;
    let lessons = course.tree.lessons()?;
    let lesson = place.lesson(&lessons, Some(lesson))?;
    let answers = texts::answers(&course.tree, lesson)?;
    let answer = question.checked_sub(1).and_then(|index| answers.get(index)).with_context(|| {
        format!("lesson {} has questions 1 to {}, but no question {question}", lesson.number, answers.len())
    })?;
    terminal.say(&shown(answer, terminal));
    Ok(())
}

fn shown(part: &Part, terminal: Terminal) -> String {
    format!("{}\n\n{}\n", terminal.bold(&part.title), part.words)
}
