//! Whether an output has the shape that a text shows.
//!
//! Of the lines in a block marked `text`, the numbers are those of one run: each counts as equal to each other, with
//! or without a unit, and so does the dash in a table that stands for none. A word in angle brackets stands for any
//! characters but blanks. A line `...` stands for any lines, and in a text that leaves some out, the others may come
//! in any order: a table's rows are sorted by what was measured. Runs of blanks count as one.

use checks::same_line;
use regex_lite::Regex;
use std::sync::LazyLock;

/// Holds `output` against the lines `shown`. `others` says whether it may have lines that the text does not show.
///
/// # Errors
///
/// The first line that only one of the two has.
pub(crate) fn fits(shown: &str, output: &str, others: bool) -> Result<(), String> {
    let blank = |line: &&str| !line.trim().is_empty();
    let others = others || shown.lines().any(|line| line == "...");
    let mut left: Vec<&str> = output.lines().filter(blank).collect();
    for line in shown.lines().filter(blank).filter(|line| *line != "...") {
        let found = left.iter().position(|candidate| same_line(&normal(line), &normal(candidate)));
        match found {
            Some(index) if others || index == 0 => drop(left.remove(index)),
            _ => return Err(format!("the text shows, and the command did not write there:\n  {line}")),
        }
    }
    match left.first() {
        Some(line) if !others => Err(format!("the command wrote, and the text does not show:\n  {line}")),
        _ => Ok(()),
    }
}

/// The line with each number, and each dash that stands for none, replaced by `0`. So is the word for how much contention
/// there is: on a busy machine there is more.
fn normal(line: &str) -> String {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\d[\d,]*(?:\.\d+)?(?: ?(?:ns|µs|us|ms|s|min)\b)?").expect("it is a pattern")
    });
    let words: Vec<&str> = line.split_whitespace().map(|word| if word == "-" { "0" } else { word }).collect();
    let line = NUMBER.replace_all(&words.join(" "), "0").into_owned();
    ["low", "moderate", "high"]
        .iter()
        .fold(line, |line, band| line.replace(&format!("contention: {band}"), "contention: 0"))
}
