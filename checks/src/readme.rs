//! The commands that a text shows, with the output that it promises.
//!
//! A fenced block marked `console` shows a command behind `$ ` and below it what the command writes to
//! stdout, line for line. Such a block is a promise, and a check holds it true. An output that is no promise
//! (an experiment with changed code, part of a longer output) stands in a block marked `text`.
//!
//! Three words may follow `console`: `unordered`, when the lines come in any order; `fails`, when the program exits with an
//! error; and `timed`, when the machine's speed decides more than the figures: what was refused, or whether a demo passed. A
//! busy machine has three attempts to show what a calm one shows.

use crate::{Order, Process, compare, example, workspace_root};
use std::fs;
use std::time::Duration;

/// How long an example may run.
const LIMIT: Duration = Duration::from_secs(60);

/// One command of a `console` block.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Promise {
    command: String,
    output: String,
    order: Order,
    fails: bool,
    attempts: usize,
}

/// Runs each command of the text at `readme` (a path from the workspace's root) that runs the example `name`,
/// and holds its output against the one in the text.
///
/// # Panics
///
/// If they differ, or if the text does not show the example at all.
#[track_caller]
pub fn assert_example_matches_readme(name: &str, readme: &str) {
    let text = fs::read_to_string(workspace_root().join(readme))
        .unwrap_or_else(|error| panic!("{readme} could not be read: {error}"));
    let mut shown = false;
    for promise in promises(&text) {
        if let Some(args) = args_for(name, &promise.command) {
            shown = true;
            promise.hold(name, &args, readme);
        }
    }
    assert!(
        shown,
        "{readme} shows no output of `cargo run --example {name}`: it needs a block marked `console`"
    );
}

/// Holds the lines of the section *Run it* of the text at `readme` against the benchmark's records: each that `figure` takes
/// for one, as it returns it, must stand in the page of a record.
///
/// # Panics
///
/// If one stands in none, or if the section has no more than `few` of them.
#[track_caller]
pub fn assert_figures_come_from_a_record(readme: &str, few: usize, figure: impl Fn(&str) -> Option<&str>) {
    let text = fs::read_to_string(workspace_root().join(readme)).unwrap();
    let (_, text) = text.split_once("\n## Run it\n").expect("a lesson says what to run");
    let (text, _) = text.split_once("\n## ").expect("the check comes after it");
    let records = fs::read_dir(workspace_root().join("benchmarks/record")).unwrap().flatten();
    let pages: String =
        records.filter_map(|record| fs::read_to_string(record.path().join("README.md")).ok()).collect();
    let lines: Vec<&str> = text.lines().filter_map(figure).collect();
    assert!(lines.len() > few, "the text showed only {} lines of it", lines.len());
    for line in lines {
        assert!(pages.lines().any(|found| found == line), "this line was in none: {line}");
    }
}

/// Holds `output` against what the text at `readme` shows for `command`. For a command that a check cannot run
/// as it stands there.
///
/// # Panics
///
/// If they differ, or if the text does not show the command.
#[track_caller]
pub fn assert_output_matches_readme(command: &str, readme: &str, output: &str) {
    let text = fs::read_to_string(workspace_root().join(readme))
        .unwrap_or_else(|error| panic!("{readme} could not be read: {error}"));
    let promise = promises(&text).into_iter().find(|promise| promise.command == command);
    let promise =
        promise.unwrap_or_else(|| panic!("{readme} has no block marked `console` that shows `{command}`"));
    promise.compare(output, readme).unwrap_or_else(|difference| panic!("{difference}"));
}

impl Promise {
    fn compare(&self, output: &str, readme: &str) -> Result<(), String> {
        let command = &self.command;
        compare(&self.output, output, self.order).map_err(|mismatch| {
            format!(
                "`{command}` does not write what {readme} shows: one of the two has to change\n{mismatch}"
            )
        })
    }

    #[track_caller]
    fn hold(&self, example_name: &str, args: &[&str], readme: &str) {
        let mut held = self.attempt(example_name, args, readme);
        for _ in 1..self.attempts {
            held = held.or_else(|_| self.attempt(example_name, args, readme));
        }
        held.unwrap_or_else(|difference| panic!("{difference}"));
    }

    fn attempt(&self, example_name: &str, args: &[&str], readme: &str) -> Result<(), String> {
        let mut process = Process::start(&example(example_name), args);
        let status = process.wait(LIMIT);
        let (stdout, stderr) = (process.stdout_text(), process.stderr_text());
        if status.success() == self.fails {
            return Err(format!("`{}` ended with {status}\n{stdout}{stderr}", self.command));
        }
        self.compare(&stdout, readme)
    }
}

/// The arguments for the program, if `command` runs the example `name` through cargo.
fn args_for<'a>(name: &str, command: &'a str) -> Option<Vec<&'a str>> {
    let mut words = command.split_whitespace();
    let mut runs_it = words.next() == Some("cargo") && words.next() == Some("run");
    let mut named = false;
    while let Some(word) = words.next().filter(|word| *word != "--") {
        match word {
            "--example" => named = words.next() == Some(name),
            "--quiet" | "-q" => {}
            _ => runs_it = false,
        }
    }
    (runs_it && named).then(|| words.collect())
}

fn promises(text: &str) -> Vec<Promise> {
    let mut promises: Vec<Promise> = Vec::new();
    // The words behind `console` while we are in such a block, and whether we are in any block.
    let (mut console, mut fenced): (Option<&str>, bool) = (None, false);
    for line in text.lines() {
        if let Some(info) = line.strip_prefix("```") {
            fenced = !fenced;
            console = info.strip_prefix("console").filter(|_| fenced);
        } else if let Some(words) = console {
            if let Some(command) = line.strip_prefix("$ ") {
                promises.push(Promise::new(command, words));
            } else if let Some(promise) = promises.last_mut() {
                promise.output.push_str(line);
                promise.output.push('\n');
            }
        }
    }
    promises
}

impl Promise {
    fn new(command: &str, words: &str) -> Self {
        let marked = |mark: &str| words.split_whitespace().any(|word| word == mark);
        Self {
            command: command.to_owned(),
            output: String::new(),
            order: if marked("unordered") { Order::Any } else { Order::AsWritten },
            fails: marked("fails"),
            attempts: if marked("timed") { 3 } else { 1 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_and_its_output_are_found() {
        let text = "# T\n```text\n$ not this\n```\nrun\n\
                    ```console\n$ cargo run -q --example a\none\n\ntwo\n$ ls\nx\n```\nz\n";
        let found: Vec<_> =
            promises(text).into_iter().map(|promise| (promise.command, promise.output)).collect();
        let expected = [("cargo run -q --example a", "one\n\ntwo\n"), ("ls", "x\n")];
        assert_eq!(found, expected.map(|(command, output)| (command.to_owned(), output.to_owned())));
    }

    #[test]
    fn marks_belong_to_their_block() {
        let text = "```console unordered fails timed\n$ a\n```\n```console\n$ b\n```\n";
        let marks: Vec<_> =
            promises(text).iter().map(|promise| (promise.order, promise.fails, promise.attempts)).collect();
        assert_eq!(marks, [(Order::Any, true, 3), (Order::AsWritten, false, 1)]);
    }

    #[test]
    fn only_commands_that_run_the_example_count() {
        assert_eq!(args_for("lesson05", "cargo run --quiet --example lesson05"), Some(vec![]));
        assert_eq!(
            args_for("lesson05", "cargo run --example lesson05 -- 2 --fast"),
            Some(vec!["2", "--fast"])
        );
        assert_eq!(args_for("lesson05", "cargo run --example lesson05-before"), None);
        assert_eq!(args_for("lesson05", "cargo test --test lesson05"), None);
    }
}
