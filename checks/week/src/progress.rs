//! A learner's progress: `progress.toml` in the copy, which a person can read.
//!
//! Minutes are those at work: the time between two commands, unless it is so long that it was a pause.

use crate::clock::{date, now, seconds};
use crate::lesson::Lesson;
use crate::tree::File;
use anyhow::{Context, Result};
use rustix::fs::{FlockOperation, flock};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use toml::value::Datetime;

const FILE: &str = "progress.toml";

const HEAD: &str = "\
# Your way through the course. `cargo week` keeps it, and you may read it. The times are UTC; the minutes are those at work:
# what lies between two commands counts, unless it is more than half an hour.
";

/// Between two commands, more than this is a pause.
const PAUSE: i64 = 30 * 60;

/// What became of each lesson, by its id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Progress(BTreeMap<String, Entry>);

/// What became of a lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    /// When its turn came.
    pub(crate) started: Datetime,
    /// When its minutes were counted last.
    pub(crate) seen: Datetime,
    /// When its check passed first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) passed: Option<Datetime>,
    /// How many claims held when it was checked last.
    #[serde(default)]
    pub(crate) claims: usize,
    /// Whether anything of its check failed when it ran last.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) red: bool,
    /// How many minutes went into it until it passed.
    #[serde(default)]
    pub(crate) minutes: i64,
    /// How many hints were read.
    #[serde(default)]
    pub(crate) hints: usize,
}

impl Progress {
    /// That of the copy at `root`. One that is not there has not begun.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let path = root.join(FILE);
        match fs::read_to_string(&path) {
            Ok(words) => toml::from_str(&words).with_context(|| {
                format!("{} does not say what it should: mend or delete it", path.display())
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
        }
    }

    /// Changes that of the copy at `root`.
    pub(crate) fn change(root: &Path, change: impl FnOnce(&mut Self)) -> Result<()> {
        let folder = fs::File::open(root)?;
        flock(&folder, FlockOperation::LockExclusive)?; // another command may change it at the same time
        let mut progress = Self::read(root)?;
        change(&mut progress);
        progress.write(root)
    }

    /// Another command finds the old one or the new one, and no half of it.
    pub(crate) fn write(&self, root: &Path) -> Result<()> {
        let words = format!("{HEAD}\n{}", toml::to_string(self)?);
        File { bytes: words.into_bytes(), executable: false }.write(&root.join(FILE))
    }

    pub(crate) fn of(&self, lesson: &Lesson) -> Option<&Entry> {
        self.0.get(&lesson.id())
    }

    /// Whether the lesson's check has passed once.
    pub(crate) fn has_passed(&self, lesson: &Lesson) -> bool {
        self.of(lesson).is_some_and(|entry| entry.passed.is_some())
    }

    /// The first lesson from `at` on whose check has not passed yet.
    pub(crate) fn next<'l>(&self, lessons: &'l [Lesson], at: u32) -> Option<&'l Lesson> {
        lessons.iter().find(|lesson| lesson.number >= at && !self.has_passed(lesson))
    }

    /// The learner is at work on this lesson.
    pub(crate) fn work_on(&mut self, lesson: &Lesson) -> &mut Entry {
        let now = now();
        let new =
            Entry { started: now, seen: now, passed: None, claims: 0, red: false, minutes: 0, hints: 0 };
        let entry = self.0.entry(lesson.id()).or_insert(new);
        if entry.passed.is_none() {
            entry.count_minutes(seconds(&now));
        }
        entry
    }

    /// The lesson was checked, and this many of its claims held; it `passed` if everything did.
    pub(crate) fn checked(&mut self, lesson: &Lesson, claims: usize, passed: bool) {
        let entry = self.work_on(lesson);
        (entry.claims, entry.red) = (claims, !passed);
        if passed && entry.passed.is_none() {
            entry.passed = Some(now());
        }
    }

    /// The lesson is to be written again.
    pub(crate) fn begin_again(&mut self, lesson: &Lesson) {
        if let Some(entry) = self.0.get_mut(&lesson.id()) {
            (entry.passed, entry.claims, entry.red) = (None, 0, false);
        }
    }
}

impl Entry {
    /// Adds the whole minutes since the last time. What is left of them is counted the next time.
    fn count_minutes(&mut self, now: i64) {
        let since = now - seconds(&self.seen);
        if (0..=PAUSE).contains(&since) {
            self.minutes += since / 60;
            self.seen = date(now - since % 60);
        } else {
            self.seen = date(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(commands: &[i64]) -> i64 {
        let began = date(1_000_000);
        let mut entry =
            Entry { started: began, seen: began, passed: None, claims: 0, red: false, minutes: 0, hints: 0 };
        commands.iter().for_each(|second| entry.count_minutes(1_000_000 + second));
        entry.minutes
    }

    #[test]
    fn seconds_add_up_to_minutes() {
        let each_twenty_seconds: Vec<i64> = (1..=30).map(|turn| 20 * turn).collect();
        assert_eq!(minutes(&each_twenty_seconds), 10);
    }

    #[test]
    fn a_pause_does_not_count() {
        assert_eq!(minutes(&[600, 600 + PAUSE]), 40, "half an hour is work");
        assert_eq!(minutes(&[600, 601 + PAUSE, 721 + PAUSE]), 12, "more is a pause");
        assert_eq!(minutes(&[600, -3_600, -3_000]), 20, "a clock that was put back costs no more than that");
    }

    fn lesson() -> Lesson {
        Lesson::parse("01-a", "number = 1\ntitle = \"A\"\nminutes = 1\nbuilds = []\nclaims = []")
            .expect("it is a lesson")
    }

    #[test]
    fn commands_that_run_at_once_lose_nothing_of_each_other() {
        let folder = std::env::temp_dir().join(format!("week progress {}", std::process::id()));
        fs::create_dir(&folder).expect("it can be made");
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..20 {
                        Progress::change(&folder, |progress| progress.work_on(&lesson()).hints += 1)
                            .expect("it can be changed");
                    }
                });
            }
        });
        let hints = Progress::read(&folder).expect("it can be read").of(&lesson()).map(|entry| entry.hints);
        fs::remove_dir_all(&folder).expect("it can be removed");
        assert_eq!(hints, Some(160));
    }

    #[test]
    fn what_is_written_is_read() {
        let lesson = lesson();
        let mut progress = Progress::default();
        progress.checked(&lesson, 3, true);
        let words = toml::to_string(&progress).expect("it can be written");
        assert!(words.starts_with("[lesson01]\nstarted = 2"), "{words}");
        assert_eq!(toml::from_str::<Progress>(&words).expect("it can be read"), progress);
    }
}
