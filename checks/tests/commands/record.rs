//! The record of the campaign: a row for each command that only the campaign runs as the text says.

use capstone::observe::Timestamp;
use checks::workspace_root;
use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

const HEAD: &str = "# Commands that take long, or recurse

`cargo test --test commands -- --ignored` runs them as the texts say, and writes this table. `COMMANDS=meter` before it runs
only those with that word. Which commands they are, and why, is in `table.rs`.

| command | result |
|---|---|
";

/// Of a command that has not been run.
pub(crate) const NOT_YET: &str = "not run yet";

fn path() -> PathBuf {
    workspace_root().join("checks/tests/commands/record.md")
}

/// The commands in the record, each with its result.
pub(crate) fn rows() -> Vec<(String, String)> {
    let text = fs::read_to_string(path()).unwrap_or_default();
    let cells = text.lines().filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |"));
    cells
        .filter_map(|row| row.split_once("` | "))
        .map(|(command, result)| (command.to_owned(), result.to_owned()))
        .collect()
}

/// Writes the record anew, with these commands in this order, and `result` for those of `ran`.
pub(crate) fn note(commands: &[&str], ran: &[&str], result: &str) {
    let old = rows();
    let mut text = HEAD.to_owned();
    for command in commands {
        let known = old.iter().find(|(other, _)| other == command).map(|(_, result)| result.as_str());
        let result = if ran.contains(command) { result } else { known.unwrap_or(NOT_YET) };
        text.push_str(&format!("| `{command}` | {result} |\n"));
    }
    fs::write(path(), text).expect("the record can be written");
}

/// Today, in UTC. Of which commit it was, the history of the record says.
pub(crate) fn date() -> String {
    format!("{:.10}", Timestamp::from(SystemTime::now()))
}
