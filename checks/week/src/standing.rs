//! Where a learner stands, lesson by lesson: for the book's front page.

use crate::overview::state;
use crate::place::Place;
use crate::progress::Progress;
use anyhow::Result;
use std::path::Path;

/// What is known of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The lesson's number.
    pub number: u32,
    /// `given`, `passed`, `red again`, `next` or `not yet`.
    pub word: &'static str,
    /// How many of its claims held when it was checked last.
    pub held: usize,
    /// How many it has.
    pub claims: usize,
    /// Minutes at work.
    pub minutes: i64,
}

/// What is known of each lesson in the copy at `root`; nothing at all in the finished course.
///
/// # Errors
///
/// If the copy's progress cannot be read.
pub fn standings(root: &Path) -> Result<Option<Vec<Standing>>> {
    let place = Place::at(root)?;
    let Some(about) = &place.copy else { return Ok(None) };
    let (lessons, progress) = (place.lessons()?, Progress::read(root)?);
    let next = progress.next(&lessons, about.at).map(|lesson| lesson.number);
    let standing = |lesson| {
        let entry = progress.of(lesson);
        Standing {
            number: lesson.number,
            word: state(lesson, &progress, about.at, next == Some(lesson.number)).word(),
            held: entry.map_or(0, |entry| entry.claims),
            claims: lesson.claims.len(),
            minutes: entry.map_or(0, |entry| entry.minutes),
        }
    };
    Ok(Some(lessons.iter().map(standing).collect()))
}
