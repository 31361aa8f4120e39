//! Mutations: the lessons' functions, each time with one operator, number, condition, statement or result changed.
//!
//! A mutation that the check does not see is a question: is the function as right as before, or is a claim missing? Those
//! that are as right stand in checks/wrong/equivalent.toml, with the reason.

use super::subject::{MUTATION, Subject, Variant};
use crate::lesson::Lesson;
use crate::splice::{Files, Mutation, blamed, mutations};
use crate::tree::{Tree, text_of};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The list of mutations that are as right as the course.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Equivalent {
    /// Reasons, each with its mutations by their names.
    #[serde(default)]
    reason: Vec<Reason>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    why: String,
    mutations: BTreeSet<String>,
}

impl Equivalent {
    /// The list of this course; it is empty if there is none.
    pub(super) fn read(root: &Path) -> Result<Self> {
        let path = root.join("checks/wrong/equivalent.toml");
        let words = text_of(&path)?.unwrap_or_default();
        toml::from_str(&words).with_context(|| path.display().to_string())
    }

    fn why(&self, mutation: &str) -> Option<&str> {
        let reason = self.reason.iter().find(|reason| reason.mutations.contains(mutation));
        reason.map(|reason| reason.why.as_str())
    }
}

/// The mutations of a lesson in one program, in the order in which they stand in its files, behind the program without any.
/// Those with the labels `without` are not in it.
pub(super) fn of(
    course: &Tree,
    lesson: &Lesson,
    known: &Equivalent,
    without: &BTreeSet<String>,
) -> Result<Variant> {
    let none = Subject { about: "no mutation".to_owned(), ..Subject::mutation("none", "none", true) };
    let (mut files, mut subjects) = (Files::new(), vec![none]);
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for (place, file) in lesson.files().into_iter().enumerate() {
        let label = |number: usize| format!("{}.{}", place + 1, number);
        let skipped = |number: usize| without.contains(&label(number));
        let (text, found) = mutations(course.text(file)?, &lesson.names_in(file), MUTATION, label, skipped)
            .with_context(|| format!("lesson {} builds in {file}", lesson.number))?;
        files.insert(file.to_owned(), text);
        for (number, mutation) in found.into_iter().enumerate() {
            let Mutation { function, line, change } = mutation;
            let words = format!("{function}: {change}");
            let time = times.entry(words.clone()).and_modify(|time| *time += 1).or_insert(1);
            let name = if *time == 1 { words } else { format!("{words} ({time})") };
            if skipped(number) {
                continue;
            }
            let place = format!("{}:{line}", file.rsplit('/').next().unwrap_or(file));
            let why = known.why(&name);
            let about = why.map_or(place.clone(), |why| format!("{place}, as right: {why}"));
            subjects.push(Subject { about, ..Subject::mutation(&label(number), &name, why.is_some()) });
        }
    }
    Ok(Variant { lesson: lesson.number, files: Ok(files), alternative: None, subjects })
}

/// The labels of the mutations that the compiler's errors are in: each a file and a byte of it.
pub(super) fn to_blame(files: &Files, errors: &[(String, usize)]) -> BTreeSet<String> {
    // The compiler may name a file by way of another that includes it, as in `checks/tests/../../capstone/src/lib.rs`.
    let text =
        |file: &str| files.iter().find(|(path, _)| file.ends_with(path.as_str())).map(|(_, text)| text);
    let label = |(file, at): &(String, usize)| blamed(text(file)?, MUTATION, *at).map(str::to_owned);
    errors.iter().filter_map(label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Place;

    #[test]
    fn each_mutation_that_is_listed_as_right_is_one() {
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the crate is two folders deep");
        if Place::at(root).expect("it is a tree of the course").copy.is_some() {
            return; // a learner writes the functions in a way of her own
        }
        let known = Equivalent::read(root).expect("the list can be read");
        let course = Tree::read(root).expect("the course can be read");
        let lessons = course.lessons().expect("it has lessons");
        let variants = lessons.iter().map(|lesson| of(&course, lesson, &known, &BTreeSet::new()));
        let subjects = variants.flat_map(|variant| variant.expect("its functions can be changed").subjects);
        let all: BTreeSet<String> = subjects.map(|subject| subject.name).collect();
        let listed = known.reason.iter().flat_map(|reason| &reason.mutations);
        let stale: Vec<_> = listed.filter(|name| !all.contains(*name)).collect();
        assert!(stale.is_empty(), "the list has what is no mutation: {stale:#?}");
    }
}
