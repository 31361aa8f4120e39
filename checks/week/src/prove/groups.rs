//! Which variants are compiled as one program: to compile and to link takes longer than most checks do.
//!
//! Only what is still to be proved comes into a program. If something in it does not compile, its halves are tried, so that each
//! of the others has its verdict.

use super::subject::{SOLUTION, Subject, Variant};
use crate::splice::{Alternative, Files, alternatives};
use crate::tree::Tree;
use anyhow::Result;

/// A program of twenty takes little longer to compile than one of a single variant, and a twentieth of that for each is less
/// than the shortest check takes. If one does not compile, five or six more programs are made to find it.
const MOST: usize = 20;

/// A variant, and those of its subjects of which nothing is known, each with the key of its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part<'a> {
    pub(super) variant: &'a Variant,
    pub(super) subjects: Vec<(&'a Subject, String)>,
}

/// What is compiled as one program, of one lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Todo<'a> {
    pub(super) lesson: u32,
    pub(super) parts: Vec<Part<'a>>,
}

/// The programs that these become, in order.
pub(super) fn grouped<'a>(parts: impl IntoIterator<Item = Part<'a>>) -> Vec<Todo<'a>> {
    let mut groups: Vec<Todo<'_>> = Vec::new();
    for part in parts {
        match groups.iter_mut().find(|group| group.has_room_for(&part)) {
            Some(group) => group.parts.push(part),
            None => groups.push(Todo { lesson: part.variant.lesson, parts: vec![part] }),
        }
    }
    groups
}

impl Todo<'_> {
    fn has_room_for(&self, part: &Part<'_>) -> bool {
        let goes_with = |other: &Part<'_>| match (&part.variant.alternative, &other.variant.alternative) {
            (Some(one), Some(other)) => one.goes_with(other),
            _ => false,
        };
        self.lesson == part.variant.lesson && self.parts.len() < MOST && self.parts.iter().all(goes_with)
    }
}

/// Those files of the program that differ from the course; or why there is no such program.
pub(super) fn files(parts: &[Part<'_>], course: &Tree) -> Result<Result<Files, String>> {
    if let [part] = parts {
        return Ok(part.variant.files.clone());
    }
    let all: Vec<(&str, &Alternative)> = parts
        .iter()
        .filter_map(|part| Some((part.subjects.first()?.0.name.as_str(), part.variant.alternative.as_ref()?)))
        .collect();
    let paths = all.iter().flat_map(|(_, alternative)| alternative.paths());
    let own: Files =
        paths.map(|path| Ok((path.to_owned(), course.text(path)?.to_owned()))).collect::<Result<_>>()?;
    Ok(Ok(alternatives(&own, &all, SOLUTION)))
}

/// Attempts all of the group at once, and what is left of it in halves. `attempt` says how many it has done, from the first;
/// of one alone, it does that one.
pub(super) fn in_halves<T>(group: &[T], attempt: &mut impl FnMut(&[T]) -> Result<usize>) -> Result<()> {
    let done = if group.is_empty() { 0 } else { attempt(group)? };
    let left = &group[done..];
    if left.is_empty() {
        return Ok(());
    }
    assert!(group.len() > 1, "one alone is always done");
    let (first, second) = left.split_at(left.len().div_ceil(2));
    in_halves(first, attempt)?;
    in_halves(second, attempt)
}

#[cfg(test)]
mod tests {
    use super::super::subject::Kind;
    use super::*;
    use crate::splice::{Fragment, sources};

    fn course() -> Files {
        Files::from([("a.rs".to_owned(), "fn f() { 1 }\nstruct A;\nimpl A {}".to_owned())])
    }

    fn variant(lesson: u32, name: &str, fragment: &str) -> Variant {
        let (course, fragment) = (course(), Fragment::parse(fragment).expect("it is Rust"));
        let files = sources(&course).expect("they are Rust");
        let subject = Subject {
            kind: Kind::Right,
            name: name.to_owned(),
            about: String::new(),
            expect: None,
            choice: None,
        };
        Variant {
            lesson,
            files: Ok(fragment.apply(&files).expect("it can be placed")),
            alternative: Alternative::of(&fragment, &files).expect("it can be placed"),
            subjects: vec![subject],
        }
    }

    fn names(variants: &[Variant]) -> Vec<Vec<&str>> {
        let part = |variant| Part {
            variant,
            subjects: variant.subjects.iter().map(|subject| (subject, String::new())).collect(),
        };
        let groups = grouped(variants.iter().map(part));
        let names = groups
            .iter()
            .map(|group| group.parts.iter().map(|part| part.subjects[0].0.name.as_str()).collect());
        names.collect()
    }

    #[test]
    fn one_program_has_at_most_so_many() {
        let variants: Vec<Variant> = (0..MOST + 1).map(|_| variant(1, "it", "fn f() { 2 }")).collect();
        let sizes: Vec<usize> = names(&variants).iter().map(Vec::len).collect();
        assert_eq!(sizes, [MOST, 1]);
    }

    #[test]
    fn another_lesson_a_type_and_a_method_of_the_same_name_have_programs_of_their_own() {
        let method = "fn f() { 3 }\nimpl A { fn more() {} }";
        let variants = [
            variant(1, "body", "fn f() { 2 }"),
            variant(1, "type", "struct A(u8);"),
            variant(1, "method", method),
            variant(1, "same-method", method),
            variant(2, "lesson-two", "fn f() { 2 }"),
            variant(1, "other-body", "fn f() { 4 }"),
        ];
        let expected: [&[&str]; 4] =
            [&["body", "method", "other-body"], &["type"], &["same-method"], &["lesson-two"]];
        assert_eq!(names(&variants), expected);
    }

    /// What is attempted of a group of `count` in which one takes all others with it.
    fn attempts(count: usize, bad: usize) -> Vec<Vec<usize>> {
        let mut attempts = Vec::new();
        let group: Vec<usize> = (0..count).collect();
        let result = in_halves(&group, &mut |group: &[usize]| {
            attempts.push(group.to_vec());
            Ok(if group.contains(&bad) && group.len() > 1 { 0 } else { group.len() })
        });
        result.expect("no attempt fails");
        attempts
    }

    #[test]
    fn what_does_not_compile_is_found_in_halves_and_the_others_are_done() {
        assert_eq!(attempts(3, 9), [vec![0, 1, 2]]);
        assert_eq!(attempts(4, 2), [vec![0, 1, 2, 3], vec![0, 1], vec![2, 3], vec![2], vec![3]]);
    }

    #[test]
    fn what_was_done_before_something_did_not_compile_is_not_done_again() {
        let mut attempts = Vec::new();
        let result = in_halves(&['a', 'b', 'c'], &mut |group| {
            attempts.push(group.iter().collect::<String>());
            Ok(if group.len() == 3 { 1 } else { group.len() })
        });
        result.expect("no attempt fails");
        assert_eq!(attempts, ["abc", "b", "c"]);
    }
}
