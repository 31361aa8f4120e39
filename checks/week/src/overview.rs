//! `cargo week`: where a learner is, and the one command to type next.

use crate::lesson::Lesson;
use crate::place::Place;
use crate::progress::{Entry, Progress};
use crate::record::FOLDER;
use crate::start::BESIDE;
use crate::terminal::Terminal;
use anyhow::Result;

/// What is known of a lesson, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Given,
    Passed,
    /// It has passed once, and does not any more.
    RedAgain,
    Next,
    NotYet,
}

pub(crate) fn overview(place: &Place, terminal: Terminal) -> Result<()> {
    let words = match &place.copy {
        None => of_the_course(place, terminal),
        Some(about) => of_a_copy(place, about.at, terminal)?,
    };
    terminal.say(&words);
    Ok(())
}

fn of_the_course(place: &Place, terminal: Terminal) -> String {
    let (words, command) = match place.root.join(BESIDE).join(FOLDER).exists() {
        true => (format!("Your own copy is in {BESIDE}:"), format!("cd {BESIDE}")),
        false => ("To write it yourself, make a copy of your own:".to_owned(), "cargo week start".to_owned()),
    };
    let finished = "This is the finished course: every lesson runs, and every check passes.";
    format!("{finished}\n{words}\n\n    {}\n", terminal.bold(&command))
}

fn of_a_copy(place: &Place, at: u32, terminal: Terminal) -> Result<String> {
    let (lessons, progress) = (place.lessons()?, Progress::read(&place.root)?);
    let next = progress.next(&lessons, at);
    let width = lessons.iter().map(|lesson| lesson.title.chars().count()).max().unwrap_or(0);
    let mut words = String::new();
    for lesson in &lessons {
        let is_next = next.is_some_and(|next| next.number == lesson.number);
        words += &row(lesson, progress.of(lesson), state(lesson, &progress, at, is_next), width, terminal);
    }
    let passed = lessons.iter().filter(|lesson| progress.has_passed(lesson)).count();
    let to_do = lessons.iter().filter(|lesson| lesson.number >= at).count();
    words += &format!("\n{passed} of {to_do} lessons passed.{}\n", last_words(next, terminal));
    Ok(words)
}

/// What is known of the lesson in a copy whose first lesson with blanks is `at`.
pub(crate) fn state(lesson: &Lesson, progress: &Progress, at: u32, is_next: bool) -> State {
    match progress.of(lesson) {
        _ if lesson.number < at => State::Given,
        _ if is_next => State::Next,
        Some(Entry { passed: Some(_), claims, red, .. }) if *red || *claims < lesson.claims.len() => {
            State::RedAgain
        }
        Some(Entry { passed: Some(_), .. }) => State::Passed,
        _ => State::NotYet,
    }
}

/// `  4  Bounded queue      3 of 17  next       12 min`
fn row(lesson: &Lesson, entry: Option<&Entry>, state: State, width: usize, terminal: Terminal) -> String {
    let claims = format!("{:>3} of {:<3}", entry.map_or(0, |entry| entry.claims), lesson.claims.len());
    let claims = if state == State::Given { " ".repeat(claims.len()) } else { claims };
    let minutes = entry.map_or(0, |entry| entry.minutes);
    let minutes = if minutes == 0 { String::new() } else { format!("{minutes:>4} min") };
    let (number, title) = (lesson.number, &lesson.title);
    let line = format!("{number:>3}  {title:<width$}  {claims}  {:<9}{minutes}", state.word());
    format!("{}\n", state.coloured(line.trim_end(), terminal))
}

impl State {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Passed => "passed",
            Self::RedAgain => "red again",
            Self::Next => "next",
            Self::NotYet => "not yet",
        }
    }

    fn coloured(self, line: &str, terminal: Terminal) -> String {
        match self {
            Self::Passed => terminal.green(line),
            Self::RedAgain => terminal.red(line),
            Self::Next => terminal.bold(line),
            Self::Given | Self::NotYet => terminal.faint(line),
        }
    }
}

fn last_words(next: Option<&Lesson>, terminal: Terminal) -> String {
    match next {
        Some(lesson) => format!(
            " Next is lesson {}: read {}, write its functions, and type\n\n    {}",
            lesson.number,
            lesson.text(),
            terminal.bold("cargo week check")
        ),
        None => {
            format!(" That was the course. All of its checks at once:\n\n    {}", terminal.bold("cargo test"))
        }
    }
}
