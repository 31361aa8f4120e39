//! Which claims are needed: a claim that no wrong solution turns red may be one that cannot fail, and one that none turns red
//! alone may see nothing that the others do not.
//!
//! Some claims cannot be red alone, for another one asks for more. They stand in checks/wrong/implied.toml, with the reason.

use super::outcome::Outcome;
use super::subject::Kind;
use crate::lesson::Lesson;
use crate::tree::text_of;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::path::Path;

/// The claims of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claims {
    pub(super) lesson: u32,
    pub(super) all: usize,
    /// Those that no wrong solution turns red.
    pub(super) survive: Vec<String>,
    /// Those that some wrong solution turns red, but none turns red alone: each with the reason why none can, if there is one.
    pub(super) never_alone: Vec<(String, Option<String>)>,
    /// Those of which the list says that none is red alone, and one was: the list is stale, or it was by chance.
    pub(super) stale: Vec<String>,
}

impl Claims {
    /// Those that no wrong solution turns red alone, though one should.
    pub(super) fn unexplained(&self) -> impl Iterator<Item = &str> {
        self.never_alone.iter().filter(|(_, why)| why.is_none()).map(|(claim, _)| claim.as_str())
    }

    /// Whether each is known to be needed.
    pub(super) fn are_needed(&self) -> bool {
        self.survive.is_empty() && self.unexplained().next().is_none()
    }
}

/// The list of claims that cannot be red alone.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Implied {
    #[serde(default)]
    claim: Vec<ImpliedClaim>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ImpliedClaim {
    lesson: u32,
    words: String,
    why: String,
}

impl Implied {
    /// The list of this course; it is empty if there is none.
    pub(super) fn read(root: &Path) -> Result<Self> {
        let path = root.join("checks/wrong/implied.toml");
        let words = text_of(&path)?.unwrap_or_default();
        toml::from_str(&words).with_context(|| path.display().to_string())
    }

    fn why(&self, lesson: u32, words: &str) -> Option<&str> {
        let claim = self.claim.iter().find(|claim| claim.lesson == lesson && claim.words == words);
        claim.map(|claim| claim.why.as_str())
    }
}

/// The claims of each of the lessons, by the outcomes of all of their wrong solutions.
pub(super) fn of(lessons: &[Lesson], outcomes: &[Outcome], implied: &Implied) -> Vec<Claims> {
    lessons.iter().map(|lesson| of_lesson(lesson, outcomes, implied)).collect()
}

fn of_lesson(lesson: &Lesson, outcomes: &[Outcome], implied: &Implied) -> Claims {
    let wrong: Vec<&[String]> = outcomes
        .iter()
        .filter(|outcome| outcome.lesson == lesson.number && outcome.kind == Kind::Wrong)
        .map(|outcome| outcome.red.as_slice())
        .collect();
    let (mut survive, mut never_alone, mut stale) = (Vec::new(), Vec::new(), Vec::new());
    for claim in &lesson.claims {
        let why = implied.why(lesson.number, claim);
        if !wrong.iter().any(|red| red.contains(claim)) {
            survive.push(claim.clone());
        } else if !wrong.iter().any(|red| *red == [claim.clone()]) {
            never_alone.push((claim.clone(), why.map(str::to_owned)));
        } else if why.is_some() {
            stale.push(claim.clone());
        }
    }
    Claims { lesson: lesson.number, all: lesson.claims.len(), survive, never_alone, stale }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Tree;

    #[test]
    fn each_claim_that_is_listed_as_implied_is_one() {
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the crate is two folders deep");
        let implied = Implied::read(root).expect("the list can be read");
        let lessons = Tree::read(root).and_then(|course| course.lessons()).expect("the course has lessons");
        for ImpliedClaim { lesson, words, .. } in &implied.claim {
            let is_one = |other: &Lesson| other.number == *lesson && other.claims.contains(words);
            assert!(lessons.iter().any(is_one), "lesson {lesson} has no claim {words:?}");
        }
    }
}
