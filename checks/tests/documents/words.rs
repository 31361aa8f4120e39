//! The words of the house, in lessons/words.md: each has one row, and the texts use none of the expressions beside it.
//!
//! Code, and the output that a text shows, are not looked at: they have names and messages of their own.

use checks::workspace_root;
use regex_lite::Regex;
use std::fs;
use std::path::PathBuf;

/// Rows of the table as `word`, and what is not said for it.
fn rows() -> Vec<(String, Vec<String>)> {
    let words =
        fs::read_to_string(workspace_root().join("lessons/words.md")).expect("there is a list of words");
    let rows = words.lines().filter(|line| line.starts_with("| ")).skip(1);
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [word, meaning, not] = cells[..] else { panic!("three cells, not {row:?}") };
        assert!(!word.is_empty() && !meaning.is_empty(), "a word without a meaning: {row:?}");
        (word.to_owned(), not.split(", ").filter(|phrase| !phrase.is_empty()).map(str::to_owned).collect())
    })
    .collect()
}

/// The texts that keep to the list: those of the lessons, and the pages that lead to them.
fn texts() -> Vec<PathBuf> {
    let root = workspace_root();
    let mut texts = ["README.md", "syllabus.md", "capstone/README.md", "lessons/after-the-week/README.md"]
        .map(|text| root.join(text))
        .to_vec();
    for lesson in crate::lesson::lessons() {
        let folder = root.join("lessons").join(&lesson.slug);
        texts.extend(["README.md", "hints.md", "answers.md", "reference.md"].map(|text| folder.join(text)));
    }
    texts
}

/// A text without its code, in one line, so that a phrase is found across the end of a line, too.
fn prose(text: &str) -> String {
    let code = Regex::new(r"(?ms)^```.*?^```$|`[^`]*`").expect("the pattern is right");
    code.replace_all(text, "").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn uses(prose: &str, phrase: &str) -> bool {
    let pattern = format!(r"\b{}\b", phrase.to_lowercase());
    Regex::new(&pattern).expect("a phrase has letters and blanks alone").is_match(prose)
}

#[test]
fn every_word_has_one_row_and_the_rows_are_in_order() {
    let words: Vec<String> = rows().into_iter().map(|(word, _)| word).collect();
    assert!(
        words.is_sorted_by(|one, next| one < next),
        "lessons/words.md is not in order, or has a word twice"
    );
}

#[test]
fn the_texts_keep_to_the_words() {
    let mut not: Vec<(String, String)> = Vec::new();
    for (word, phrases) in rows() {
        not.extend(phrases.into_iter().map(|phrase| (word.clone(), phrase)));
    }
    not.push(("the thread, the client, ...".to_owned(), "whoever".to_owned()));
    for text in texts() {
        let content = fs::read_to_string(&text).unwrap_or_else(|error| panic!("{}: {error}", text.display()));
        let prose = prose(&content);
        for (word, phrase) in &not {
            assert!(
                !uses(&prose, phrase),
                "{} says \"{phrase}\"; lessons/words.md has \"{word}\" for it",
                text.display()
            );
        }
    }
}

#[test]
fn a_phrase_is_found_in_prose_alone() {
    let text = "It\nhands\nover a job.\n\n```text\nhands over\n```\n`hands over`\n";
    assert!(uses(&prose(text), "Hands over") && !uses(&prose("`hands over` overhands over"), "hands over"));
    assert!(!uses(&prose(&text["It\nhands\nover a job.".len()..]), "hands over"));
}
