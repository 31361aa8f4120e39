//! The quizzes beside the lessons: that each is whole, and sends a reader to a section that is there.

use crate::lesson::lessons;
use checks::workspace_root;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;

#[derive(Debug, Deserialize)]
struct Quiz {
    question: Vec<Question>,
}

#[derive(Debug, Deserialize)]
struct Question {
    ask: String,
    read: String,
    choices: Vec<Choice>,
}

#[derive(Debug, Deserialize)]
struct Choice {
    right: Option<String>,
    wrong: Option<String>,
    why: String,
}

#[test]
fn every_lesson_asks_at_least_four_questions_whose_choices_all_say_why() {
    for lesson in lessons() {
        let folder = workspace_root().join("lessons").join(&lesson.slug);
        let read = |name| fs::read_to_string(folder.join(name)).expect("a lesson has a text and a quiz");
        let (text, quiz) = (read("README.md"), read("quiz.toml"));
        let quiz: Quiz = toml::from_str(&quiz).unwrap_or_else(|error| panic!("{}: {error}", lesson.slug));
        let headings: BTreeSet<&str> = text
            .lines()
            .filter(|line| line.starts_with("##"))
            .map(|line| line.trim_start_matches(['#', ' ']))
            .collect();
        assert!(quiz.question.len() >= 4, "lesson {} asks only {}", lesson.number, quiz.question.len());
        for Question { ask, read, choices } in &quiz.question {
            assert!(
                headings.contains(read.as_str()),
                "lesson {}: {ask:?} sends one to {read:?}",
                lesson.number
            );
            let right = choices.iter().filter(|choice| choice.right.is_some()).count();
            let wrong = choices.iter().filter(|choice| choice.wrong.is_some()).count();
            assert!(
                right == 1 && wrong >= 2,
                "lesson {}: {ask:?} has {right} right and {wrong} wrong",
                lesson.number
            );
            assert!(choices.iter().all(|choice| !choice.why.is_empty()), "lesson {}: {ask:?}", lesson.number);
        }
        let first = |choice: &&Question| choice.choices[0].right.is_some();
        let firsts = quiz.question.iter().filter(first).count();
        assert!(firsts < quiz.question.len(), "lesson {}: the first choice is always right", lesson.number);
    }
}
