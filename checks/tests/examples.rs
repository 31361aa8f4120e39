//! The programs of the lessons, in a pipe to a reader that has seen enough: `cargo run --example lesson01 | head -1`.
#![cfg(not(feature = "shuttle"))]

use checks::{Process, binary, example, workspace_root};
use std::fs;
use std::io::pipe;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use toml::Table;

/// Longer than any of them takes to its first line, on a busy machine.
const LONG: Duration = Duration::from_secs(120);

/// The examples that write to stdout themselves. The others run a program that does.
fn examples() -> Vec<String> {
    let manifest = fs::read_to_string(workspace_root().join("lessons/Cargo.toml")).expect("it can be read");
    let manifest: Table = toml::from_str(&manifest).expect("cargo reads it too");
    let examples = manifest["example"].as_array().expect("there are examples");
    let writes = |path: &str| {
        let source = workspace_root().join("lessons").join(path);
        fs::read_to_string(source).expect("an example has a source").contains(" println!(")
    };
    let of = |example: &toml::Value, key: &str| example[key].as_str().expect("a text").to_owned();
    let writers = examples.iter().filter(|example| writes(&of(example, "path")));
    writers.map(|example| of(example, "name")).collect()
}

/// Runs a program whose stdout nobody reads, and says what is wrong with its end, if anything is.
fn trouble(program: &Path, args: &[&str]) -> Option<String> {
    let (reader, stdout) = pipe().expect("the test may open a pipe");
    drop(reader);
    let mut command = Command::new(program);
    command.args(args).current_dir(workspace_root()).stdin(Stdio::null()).stdout(stdout);
    let mut process = Process::spawn(command.stderr(Stdio::piped()));
    let code = process.wait(LONG).code();
    let said = process.stderr_text();
    (code != Some(0) || said.contains("panicked"))
        .then(|| format!("{program:?} ended with {code:?} and said: {said}"))
}

#[test]
fn an_example_whose_reader_has_gone_ends_quietly() {
    let examples = examples();
    assert!(examples.len() >= 26, "only {examples:?} write to stdout");
    let troubles: Vec<String> = examples.iter().filter_map(|name| trouble(&example(name), &[])).collect();
    assert!(troubles.is_empty(), "{}", troubles.join("\n"));
}

#[test]
fn so_do_the_programs_that_the_other_examples_run() {
    for (name, args) in
        [("benchmarks", &["chart", "lessons/10-overload/ramp.json"][..]), ("quality", &["--help"])]
    {
        assert_eq!(trouble(&binary(name), args), None);
    }
}
