//! The reader's own failing schedules: what a model has left of the last steps before it failed, as a scene with one way.
//!
//! `checks/src/failed.rs` writes what is read here. A page that shows it is there only while a model of its lesson fails.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use week::Failure;
use week::lesson::Lesson;

/// Where the models keep them.
const FOLDER: &str = "target/models/failed";

/// How a model failed when it ran last.
#[derive(Debug, Deserialize)]
pub(crate) struct Failed {
    /// Its test, as in `lesson04::no_item_is_lost`.
    model: String,
    seed: String,
    failure: String,
    /// How many steps came before those that follow.
    earlier: usize,
    threads: Vec<Thread>,
    steps: Vec<Step>,
    /// What the threads share: what each value is called, and the values before the first step. What an older course has
    /// kept has none of these, and no ending.
    #[serde(default)]
    fields: Vec<String>,
    #[serde(default)]
    shared: Vec<String>,
    /// What stands below the last step, line by line.
    #[serde(default)]
    ending: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Thread {
    name: String,
    before: At,
    /// What it would do after the last step.
    next: String,
}

#[derive(Debug, Deserialize)]
struct Step {
    thread: usize,
    step: String,
    after: At,
    #[serde(default)]
    shared: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct At {
    asleep: Option<String>,
    holds: Vec<String>,
}

/// Those of a lesson, by the names of their models.
pub(crate) fn of_lesson(root: &Path, lesson: &Lesson) -> Result<Vec<Failed>> {
    let Ok(entries) = fs::read_dir(root.join(FOLDER)) else { return Ok(Vec::new()) };
    let prefix = format!("{}.", lesson.id());
    let is_of_lesson = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(&prefix) && name.ends_with(".json")
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| is_of_lesson(path));
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let failed = serde_json::from_str(&fs::read_to_string(path)?);
        failed.with_context(|| format!("{} is not as a model writes it: delete it", path.display()))
    };
    paths.iter().map(read).collect()
}

impl Failed {
    /// By which a page finds its scene.
    pub(crate) fn name(&self) -> String {
        format!("failed-{}", self.seed)
    }

    /// Its part of the page.
    fn section(&self, root: &Path) -> String {
        let (_, claim) = self.model.split_once("::").unwrap_or(("", &self.model));
        let Failure { read, details, .. } = Failure::parse(&self.failure);
        let details = match details.is_empty() {
            true => String::new(),
            false => format!("\n~~~~~text\n{}\n~~~~~\n", details.join("\n")),
        };
        let read = read.map(|read| format!("Read {}. ", linked(root, &read))).unwrap_or_default();
        let earlier = match self.earlier {
            0 => String::new(),
            count => format!(" {count} steps came before those shown."),
        };
        format!(
            "## {}\n{details}\n{read}In the terminal, `cargo week replay {}` goes through the same schedule.{earlier}\n\n<div \
             class=\"scene own panel\" data-scene=\"{}\"></div>\n",
            claim.replace('_', " "),
            self.seed,
            self.name()
        )
    }

    /// A graph as the recorded scenes have it. Each point leads to the next, and the last one is the failure.
    pub(crate) fn graph(&self) -> Value {
        let mut shown: Vec<Value> = Vec::new();
        let mut place = |value: Value| {
            let place = shown.iter().position(|known| *known == value).unwrap_or(shown.len());
            if place == shown.len() {
                shown.push(value);
            }
            place + 1
        };
        let point = |at: usize| {
            let threads: Vec<usize> = (0..self.threads.len()).map(|id| place(self.shown(id, at))).collect();
            let ways = self.steps.get(at).map(|step| vec![step.thread, at + 1]).unwrap_or_default();
            json!([threads, at, usize::from(at == self.steps.len()), 0, ways])
        };
        let points: Vec<Value> = (0..=self.steps.len()).map(point).collect();
        let shared: Vec<&Vec<String>> =
            [&self.shared].into_iter().chain(self.steps.iter().map(|step| &step.shared)).collect();
        let names: Vec<&str> = self.threads.iter().map(|thread| thread.name.as_str()).collect();
        let sentence = Failure::parse(&self.failure).sentence;
        json!({
            "own": true, "threads": names, "fields": self.fields, "shared": shared, "verdicts": [sentence], "shown": shown,
            "points": points, "ending": self.ending,
        })
    }

    /// What the page shows of a thread when this many steps are done.
    fn shown(&self, id: usize, done: usize) -> Value {
        let At { asleep, holds } = self.at(id, done);
        let next = self.steps[done..].iter().find(|step| step.thread == id);
        let next = next.map_or(&self.threads[id].next, |step| &step.step);
        let wanted = next.strip_prefix("locks ");
        let holder = |lock: &str| {
            (0..self.threads.len())
                .find(|other| *other != id && self.at(*other, done).holds.iter().any(|held| held == lock))
        };
        let (state, about) = match (asleep, wanted.and_then(|lock| Some((lock, holder(lock)?)))) {
            (Some(condition), _) => ("asleep", condition.clone()),
            (None, Some((lock, holder))) => {
                ("waits", format!("{lock}, which {} holds", self.threads[holder].name))
            }
            (None, None) if next.is_empty() => ("past", String::new()),
            (None, None) => ("ready", String::new()),
        };
        json!([state, about, next, "", holds.join(", "), []])
    }

    /// What a thread is at when this many steps are done.
    fn at(&self, id: usize, done: usize) -> &At {
        let last = self.steps[..done].iter().rfind(|step| step.thread == id);
        last.map_or(&self.threads[id].before, |step| &step.after)
    }
}

/// `lessons/04/README.md, section "A"` with a link to the text, if it is there.
fn linked(root: &Path, read: &str) -> String {
    match read.split_once(", ") {
        Some((text, section)) if root.join(text).is_file() => format!("[{text}](../../{text}), {section}"),
        _ => read.to_owned(),
    }
}

/// The page of those that fail, at least one.
pub(crate) fn page(root: &Path, lesson: &Lesson, all: &[Failed]) -> String {
    let sections: Vec<String> = all.iter().map(|failed| failed.section(root)).collect();
    let (number, id) = (lesson.number, lesson.id());
    let failed = match all.len() {
        1 => format!("A model of [lesson {number}](README.md) failed when it ran last. These are"),
        count => format!(
            "{count} models of [lesson {number}](README.md) failed when they ran last. For each of them, these are"
        ),
    };
    format!(
        "# My failing schedule: lesson {number}\n\n{failed} the last steps of the schedule in which it failed: one column a \
         thread, one line a step. Below them stands what each thread holds or waits for at the end, and what failed. \
         *Step back* takes the last step away. The boxes show what each thread holds at that point, and on what it \
         sleeps. What the threads share stands in columns of its own, where a step has changed it.\n\n\
         When `cargo models -- {id}` or `cargo week check {number}` finds that your models hold, the next \
         `cargo week book` leaves this page out.\n\n{}",
        sections.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gets_all_that_the_terminal_shows() {
        let failed: Failed = serde_json::from_str(include_str!("../tests/failed.json")).unwrap();
        let graph = failed.graph();
        assert_eq!(graph["fields"], json!(["in the cup"]));
        let shared = |point: usize| {
            let place = graph["points"][point][1].as_u64().unwrap();
            graph["shared"][usize::try_from(place).unwrap()][0].as_str().unwrap()
        };
        let seen: Vec<&str> = (0..graph["points"].as_array().unwrap().len()).map(shared).collect();
        assert_eq!(seen, ["None", "None", "None", "None", "Some(7)", "Some(7)", "Some(7)", "Some(7)"]);
        let ending = ["at the end: taker sleeps on filled", "failed: no thread can go on"];
        assert_eq!(graph["ending"], json!(ending));
    }
}
