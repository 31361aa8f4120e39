//! Whether a program wrote what a text says it writes. The rule stands at [`compare`].

use regex_lite::{Regex, escape};
use std::fmt;
use std::path::Path;
use std::sync::LazyLock;

/// What differs between a text and a program's output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// The line's number in the output, from 1.
    pub line: usize,
    /// What the text says; `None` if it ends before.
    pub expected: Option<String>,
    /// What the program wrote; `None` if it ended before.
    pub actual: Option<String>,
}

/// In which order the lines of the output come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// In that of the text.
    AsWritten,
    /// In any, for threads take turns as they like.
    Any,
}

/// Compares an output with what a text says of it.
///
/// A line must be the same but for what the machine's speed decides. So, before two lines are compared:
/// - Durations (`1.003 s`, `12 ms`, `850 µs`), rates (`5,120 requests/s`), ratios (`3.9x`) and percentages
///   (`12.5 %`) count as equal, whatever their number; each only with one of its own kind.
/// - A run of blanks counts as one blank, and blanks at either end as none, for a column's width follows its
///   numbers.
///
/// All other numbers are counts, and must be equal. In the text, a word in angle brackets, such as `<port>`,
/// stands for any characters but blanks.
///
/// # Errors
///
/// The first line that differs. With [`Order::Any`], a line of the text that the output lacks, or of the
/// output that the text lacks.
///
/// ```
/// use checks::{Order, compare};
///
/// let text = "4 workers, 1000 jobs\n1.2 s, 833 jobs/s, 3.9x";
/// assert!(compare(text, "4 workers, 1000 jobs\n0.9 s, 1,111 jobs/s, 4.0x\n", Order::AsWritten).is_ok());
/// let mismatch = compare(text, "4 workers, 999 jobs\n0.9 s, 1,110 jobs/s, 4.0x\n", Order::AsWritten);
/// assert_eq!(mismatch.unwrap_err().line, 1);
/// ```
pub fn compare(expected: &str, actual: &str, order: Order) -> Result<(), Mismatch> {
    match order {
        Order::AsWritten => compare_in_order(expected, actual),
        Order::Any => compare_in_any_order(expected, actual),
    }
}

fn compare_in_order(expected: &str, actual: &str) -> Result<(), Mismatch> {
    let (mut expected, mut actual) = (expected.trim_end().lines(), actual.trim_end().lines());
    for line in 1.. {
        match (expected.next(), actual.next()) {
            (None, None) => break,
            (Some(expected), Some(actual)) if matches(expected, actual) => {}
            (expected, actual) => {
                let (expected, actual) = (expected.map(str::to_owned), actual.map(str::to_owned));
                return Err(Mismatch { line, expected, actual });
            }
        }
    }
    Ok(())
}

fn compare_in_any_order(expected: &str, actual: &str) -> Result<(), Mismatch> {
    let mut missing: Vec<&str> = expected.trim_end().lines().collect();
    for (index, actual) in actual.trim_end().lines().enumerate() {
        match missing.iter().position(|expected| matches(expected, actual)) {
            Some(found) => drop(missing.remove(found)),
            None => {
                return Err(Mismatch { line: index + 1, expected: None, actual: Some(actual.to_owned()) });
            }
        }
    }
    match missing.first() {
        Some(expected) => {
            let line = actual.trim_end().lines().count() + 1;
            Err(Mismatch { line, expected: Some((*expected).to_owned()), actual: None })
        }
        None => Ok(()),
    }
}

fn matches(expected: &str, actual: &str) -> bool {
    same_line(&normal(expected), &normal(actual))
}

/// Whether a line is what a text says, in which a word in angle brackets stands for any characters but blanks.
///
/// ```
/// assert!(checks::same_line("listening on <address>", "listening on 127.0.0.1:9000"));
/// assert!(!checks::same_line("listening on <address>", "listening on"));
/// ```
pub fn same_line(expected: &str, actual: &str) -> bool {
    static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| pattern("<[a-z]+>"));
    let expected = escape(expected);
    pattern(&format!("^{}$", PLACEHOLDER.replace_all(&expected, r"\S+"))).is_match(actual)
}

/// The text in which each of these paths is one word, as a placeholder wants it. Blanks in a path count as `_`.
///
/// ```
/// use std::path::Path;
///
/// let text = checks::paths_as_words("--log /home/a b/c d/log", &[Path::new("/home/a b")]);
/// assert_eq!(text, "--log /home/a_b/c d/log");
/// ```
pub fn paths_as_words(text: &str, paths: &[&Path]) -> String {
    let paths = paths.iter().map(|path| path.display().to_string());
    paths.fold(text.to_owned(), |text, path| text.replace(&path, &path.replace(char::is_whitespace, "_")))
}

/// The line with each number that may vary replaced by the name of its kind.
fn normal(line: &str) -> String {
    static KINDS: LazyLock<[(Regex, &str); 4]> = LazyLock::new(|| {
        let number = |unit: &str| pattern(&format!(r"\b\d[\d,]*(?:\.\d+)? ?{unit}"));
        [
            (number(r"(?:ns|µs|us|ms|s|min)\b"), "«duration»"),
            (number(r"([A-Za-z]*/s)\b"), "«rate» $1"),
            (number(r"(?:x\b|×)"), "«ratio»"),
            (number("%"), "«percentage»"),
        ]
    });
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    KINDS.iter().fold(line, |line, (kind, name)| kind.replace_all(&line, *name).into_owned())
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap_or_else(|error| panic!("{text:?} is not a pattern: {error}"))
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let show = |line: &Option<String>| line.clone().unwrap_or_else(|| "(no such line)".to_owned());
        writeln!(f, "line {}", self.line)?;
        writeln!(f, "  in the text:     {}", show(&self.expected))?;
        write!(f, "  in the output:   {}", show(&self.actual))
    }
}
