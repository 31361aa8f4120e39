//! What stands beside a lesson's text, so that nobody reads it by accident: hints, answers, and what the reference chose.

use crate::lesson::{Lesson, lessons};
use checks::workspace_root;
use std::fs;

fn read(lesson: &Lesson, name: &str) -> String {
    let path = workspace_root().join("lessons").join(&lesson.slug).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn headings(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.strip_prefix("## ")).collect()
}

#[test]
fn every_lesson_has_three_hints() {
    for lesson in lessons() {
        let hints = read(&lesson, "hints.md");
        let found = headings(&hints);
        assert_eq!(found.len(), 3, "lessons/{}/hints.md has these: {found:?}", lesson.slug);
        assert_eq!(found[1], "The recipe", "the second hint of lesson {} is another one", lesson.number);
    }
}

#[test]
fn every_question_has_its_answer() {
    for lesson in lessons() {
        let (text, answers) = (read(&lesson, "README.md"), read(&lesson, "answers.md"));
        assert!(!text.contains("<details>"), "lessons/{}/README.md folds something in", lesson.slug);
        let (_, questions) = text.split_once("\n## Questions\n").expect("a lesson has questions");
        let (questions, _) = questions.split_once("\n## ").expect("the further reading comes after them");
        let asked: Vec<String> = questions
            .split("\n\n")
            .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter_map(|part| Some(part.strip_prefix("**")?.replacen("**", "", 1)))
            .collect();
        assert_eq!(
            headings(&answers),
            asked,
            "lessons/{}: the headings of answers.md are not the questions",
            lesson.slug
        );
    }
}

#[test]
fn what_the_reference_chose_is_said_of_each_function_that_the_lesson_builds() {
    for lesson in lessons() {
        let reference = read(&lesson, "reference.md");
        let (mut told, mut built) = (headings(&reference), lesson.functions());
        told.sort_unstable();
        built.sort_unstable();
        assert_eq!(
            told, built,
            "lessons/{}: the headings of reference.md are not the functions that it builds",
            lesson.slug
        );
    }
}
