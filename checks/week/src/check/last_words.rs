//! What a check says at its end: what is next.

use super::Check;
use super::cargo::{Error, first};
use super::report::Report;
use super::verdict::Failure;
use crate::progress::{Entry, Progress};
use anyhow::Result;

impl Check<'_> {
    pub(super) fn tell_errors(&self, errors: &[Error]) {
        let more = match errors.len() - 1 {
            0 => String::new(),
            1 => "\nThere is another error, which may go with this one.\n".to_owned(),
            count => format!("\nThere are {count} more errors, which may go with this one.\n"),
        };
        let first = first(errors, &self.lesson.files()).map_or("", |error| error.shown.trim_end());
        self.terminal.say(&format!("It does not compile. The error to begin with:\n\n{first}\n{more}"));
    }

    /// `held` of the claims hold; the lesson has passed `just_now`, for the first time.
    pub(super) fn tell(&self, held: usize, just_now: bool, report: &Report) -> Result<()> {
        let words = if report.failed + report.cancelled > 0 {
            self.of_failed(held, report)
        } else {
            self.of_passed(just_now)?
        };
        self.terminal.say(&format!("\n{words}"));
        Ok(())
    }

    fn of_failed(&self, held: usize, report: &Report) -> String {
        let (number, claims) = (self.lesson.number, self.lesson.claims.len());
        let cancelled = match report.cancelled {
            0 => String::new(),
            count => format!(" {count} were not tried to their end: one has failed, and they take long."),
        };
        let models = match self.has_models() {
            true => format!(
                "If threads wait for ever, the models say why within seconds: cargo models -- {}\n",
                self.lesson.id()
            ),
            false => String::new(),
        };
        let seed = report.first.as_ref().and_then(Failure::seed);
        let schedule = seed.map_or(String::new(), |seed| {
            format!("Its schedule, step by step: cargo week replay {seed}, or in a browser: cargo week book --open\n")
        });
        let held = match held == claims {
            true => format!("All {claims} claims hold, but not what is tried after them."),
            false => format!("{held} of {claims} claims hold."),
        };
        format!(
            "{held}{cancelled} Begin with the first failure above.\n{models}{schedule}A hint: cargo \
             week hint {number}\n\nNext:\n    {}\n",
            self.terminal.bold(&self.command(number))
        )
    }

    fn of_passed(&self, just_now: bool) -> Result<String> {
        let (number, progress) = (self.lesson.number, Progress::read(&self.place.root)?);
        let passed = self.terminal.green(&format!("Lesson {number} has passed"));
        let minutes = progress.of(self.lesson).filter(|entry| just_now && entry.minutes > 0);
        let minutes = minutes.map_or(String::new(), |Entry { minutes, .. }| match minutes {
            1 => ", after a minute".to_owned(),
            _ => format!(", after {minutes} minutes"),
        });
        let diff = match self.place.copy.as_ref().is_some_and(|about| about.reference) {
            true => format!("Your functions beside those of the reference: cargo week diff {number}\n"),
            false => String::new(),
        };
        let at = self.place.copy.as_ref().map(|about| about.at);
        let next = match at {
            Some(at) => progress.next(self.lessons, at),
            None => self.lessons.iter().find(|lesson| lesson.number > number),
        };
        let next = match next {
            Some(lesson) => format!(
                "\nNext is lesson {}: read {}, write its functions, and type\n    {}\n",
                lesson.number,
                lesson.text(),
                self.terminal.bold(&self.command(lesson.number))
            ),
            None => format!(
                "\nThat was the course. All of its checks at once:\n    {}\n",
                self.terminal.bold("cargo test")
            ),
        };
        Ok(format!("{passed}{minutes}.\n{diff}{next}"))
    }

    /// The number can be left out where the lesson is the next one.
    fn command(&self, number: u32) -> String {
        let next = self.place.lesson(self.lessons, None).ok().map(|lesson| lesson.number);
        if next == Some(number) {
            "cargo week check".to_owned()
        } else {
            format!("cargo week check {number}")
        }
    }
}
