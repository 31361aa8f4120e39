//! A lesson's questions with choices: `lessons/*/quiz.toml`, for the terminal and for the book.
//!
//! Each choice says why it is right or wrong. The one source is the file beside the lesson.

use crate::lesson::Lesson;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::fs;
use std::path::Path;

/// A question and its choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question itself. Backticks mark code.
    pub ask: String,
    /// The section of the lesson that answers it.
    pub read: String,
    /// At least two; exactly one is right.
    pub choices: Vec<Choice>,
}

/// A possible answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it says.
    pub words: String,
    /// Whether it is the answer.
    pub is_right: bool,
    /// Why it is right, or what is wrong with it.
    pub why: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    question: Vec<Asked>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    ask: String,
    read: String,
    choices: Vec<Offered>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Offered {
    right: Option<String>,
    wrong: Option<String>,
    why: String,
}

/// The questions of a lesson of the course in `root`.
///
/// # Errors
///
/// If there are none, or one of them is not answered by exactly one of its choices.
pub fn questions(root: &Path, lesson: &Lesson) -> Result<Vec<Question>> {
    let path = root.join("lessons").join(&lesson.slug).join("quiz.toml");
    let words = fs::read_to_string(&path).with_context(|| {
        format!("lesson {} has no quiz: {} cannot be read", lesson.number, path.display())
    })?;
    parse(&words).with_context(|| path.display().to_string())
}

fn parse(words: &str) -> Result<Vec<Question>> {
    let file: File = toml::from_str(words)?;
    file.question.into_iter().map(Question::new).collect()
}

impl Question {
    fn new(asked: Asked) -> Result<Self> {
        let Asked { ask, read, choices } = asked;
        let choices: Vec<Choice> = choices
            .into_iter()
            .map(|choice| Choice::new(choice).with_context(|| format!("in the question {ask:?}")))
            .collect::<Result<_>>()?;
        let right = choices.iter().filter(|choice| choice.is_right).count();
        ensure!(
            right == 1 && choices.len() > 1,
            "{ask:?} needs one right choice, and a wrong one; it has {right} right"
        );
        Ok(Self { ask, read, choices })
    }
}

impl Choice {
    fn new(offered: Offered) -> Result<Self> {
        let Offered { right, wrong, why } = offered;
        let is_right = right.is_some();
        ensure!(is_right != wrong.is_some(), "a choice is either `right` or `wrong`");
        let words = right.or(wrong).unwrap_or_default();
        Ok(Self { words, is_right, why })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_has_one_right_choice() {
        let quiz = |choices: &str| {
            parse(&format!("[[question]]\nask = \"?\"\nread = \"Why\"\nchoices = [{choices}]\n"))
        };
        let (right, wrong) = ("{ right = \"a\", why = \"b\" }", "{ wrong = \"c\", why = \"d\" }");
        let questions = quiz(&format!("{wrong}, {right}")).expect("one is right");
        assert_eq!(
            questions[0].choices.iter().map(|choice| choice.is_right).collect::<Vec<_>>(),
            [false, true]
        );
        for choices in
            [right.to_owned(), wrong.to_owned(), format!("{right}, {right}"), "{ why = \"\" }".to_owned()]
        {
            assert!(quiz(&choices).is_err(), "{choices}");
        }
    }
}
