//! Which claims are needed: a claim that no wrong solution turns red may be one that cannot fail.

use super::outcome::Outcome;
use super::subject::Kind;
use crate::lesson::Lesson;

/// The claims of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claims {
    pub(super) lesson: u32,
    pub(super) all: usize,
    /// Those that no wrong solution turns red.
    pub(super) survive: Vec<String>,
    /// Those that some wrong solution turns red, but none turns red alone.
    pub(super) never_alone: Vec<String>,
}

/// The claims of each of the lessons, by the outcomes of all of their wrong solutions.
pub(super) fn of(lessons: &[Lesson], outcomes: &[Outcome]) -> Vec<Claims> {
    lessons.iter().map(|lesson| of_lesson(lesson, outcomes)).collect()
}

fn of_lesson(lesson: &Lesson, outcomes: &[Outcome]) -> Claims {
    let wrong: Vec<&[String]> = outcomes
        .iter()
        .filter(|outcome| outcome.lesson == lesson.number && outcome.kind == Kind::Wrong)
        .map(|outcome| outcome.red.as_slice())
        .collect();
    let (mut survive, mut never_alone) = (Vec::new(), Vec::new());
    for claim in &lesson.claims {
        if !wrong.iter().any(|red| red.contains(claim)) {
            survive.push(claim.clone());
        } else if !wrong.iter().any(|red| *red == [claim.clone()]) {
            never_alone.push(claim.clone());
        }
    }
    Claims { lesson: lesson.number, all: lesson.claims.len(), survive, never_alone }
}
