//! The commands that the gate or another check runs. Whether it does is looked up, in the script and in the sources.

use crate::texts::Shown;
use checks::workspace_root;
use std::fs;
use std::path::Path;

/// A text, a command in it, the source of the check that runs the program so, and what stands there.
const OTHERS: &[(&str, &str, &str, &str)] = &[
    (
        "lessons/06-graceful-shutdown/README.md",
        "cargo run --quiet --example lesson06-ctrl-c",
        "lesson06/ctrl_c.rs",
        "fn a_signal_ends_the_program_in_order",
    ),
    (
        // The text has emptied the plan before.
        "lessons/11-benchmark-plan/README.md",
        "cargo run --release -p benchmarks -- run",
        "lesson11/whole_run.rs",
        "fn nothing_is_measured_before_everything_is_predicted",
    ),
    (
        APPENDIX,
        "cargo run --release -p capstone -- serve --workers 4 --log-level warn",
        HTTP,
        "Server::start",
    ),
    (APPENDIX, "cargo run --release -p capstone-export", HTTP, "fn a_scrape_has_the_servers_figures"),
    (APPENDIX, "curl --silent http://127.0.0.1:9464/metrics", HTTP, "exporter.get(path)"),
    (
        APPENDIX,
        "prometheus --config.file=exporter/prometheus.yml --storage.tsdb.path=target/prometheus",
        PROMETHEUS,
        "--config.file={config}",
    ),
    (
        APPENDIX,
        "cargo run --release -p capstone -- ramp --sleep-us 5000 --step-seconds 12",
        PROMETHEUS,
        "fn what_prometheus_stores_in_a_minute_of_ramp_is_what_the_ramp_says",
    ),
    (
        APPENDIX,
        "promtool query instant http://127.0.0.1:9090 'capstone_requests_total{type=\"work\"}'",
        PROMETHEUS,
        "[\"query\", \"instant\"",
    ),
    (
        APPENDIX,
        "promtool test rules exporter/rules.test.yml",
        PROMTOOL,
        "\"test\", \"rules\", \"rules.test.yml\"",
    ),
];

const APPENDIX: &str = "lessons/after-the-week/README.md";
const HTTP: &str = "../../exporter/tests/http.rs";
const PROMETHEUS: &str = "../../exporter/tests/prometheus.rs";
const PROMTOOL: &str = "../../exporter/tests/promtool.rs";

/// Whether another check, or the script for CI, runs what is shown.
pub(crate) fn runs(shown: &Shown) -> bool {
    let words: Vec<&str> = shown.command.split_whitespace().collect();
    match words[..] {
        ["cargo", "test"] | ["cargo", "models"] => the_script_has(&shown.command),
        // The campaign: it would run itself for ever.
        ["cargo", "test", "--test", "commands", "--", "--ignored"] => true,
        // A part of what the script runs.
        ["cargo", "test", "--test", name] => the_script_has("cargo test") && is_test(name),
        ["cargo", "test", "--test", name, filter] => is_test(name) && sources_have(&format!("fn {filter}_")),
        // It makes the book, and tries every page in a browser.
        ["cargo", "week", "book", ..] => script_has("book", "cargo week book"),
        // `.ci/week` goes through each verb, on a copy; here a lesson and its question have to be there.
        ["cargo", "week", ref words @ ..] => the_script_has(".ci/week") && is_a_verb(words),
        ["cargo", "models", "--", name] => the_script_has("cargo models") && has_models(name),
        _ => a_check_compares(shown) || OTHERS.iter().any(|other| is(other, shown)),
    }
}

/// Whether a check compares the output of this example with the text. In a block marked `text` nobody does.
fn a_check_compares(shown: &Shown) -> bool {
    let words = shown.command.split_whitespace().filter(|word| *word != "--quiet");
    match words.collect::<Vec<_>>()[..] {
        ["cargo", "run", "--example", name] if shown.promised || shown.output.is_empty() => {
            let compares = format!("assert_example_matches_readme(\"{name}\", README)");
            let shows_all = format!("assert_output_matches_readme(\"{}", shown.command);
            sources_have(&compares) || sources_have(&shows_all)
        }
        ["cargo", "run", "--example", ..] if shown.promised => {
            sources_have(&format!("assert_output_matches_readme(\"{}\"", shown.command))
        }
        _ => false,
    }
}

fn is((text, command, file, proof): &(&str, &str, &str, &str), shown: &Shown) -> bool {
    (*text, *command) == (shown.text.as_str(), shown.command.as_str())
        && fs::read_to_string(tests().join(file)).is_ok_and(|source| source.contains(proof))
}

fn tests() -> std::path::PathBuf {
    workspace_root().join("checks/tests")
}

fn is_test(name: &str) -> bool {
    tests().join(format!("{name}.rs")).exists()
}

fn has_models(name: &str) -> bool {
    tests().join(format!("models/{name}.rs")).exists()
}

/// Whether `cargo week` does this.
fn is_a_verb(words: &[&str]) -> bool {
    match *words {
        [] | ["start"] | ["check" | "hint"] | ["check", "--watch"] => true,
        ["start", "--at", number] | ["check" | "hint" | "diff" | "reset", number] => has_lesson(number),
        ["answer", number, question] => has_question(number, question),
        ["export" | "update", folder] => folder.starts_with("../"),
        ["grade"] | ["grade", "--submission", _] | ["replay", _] => true,
        _ => false,
    }
}

fn has_lesson(number: &str) -> bool {
    is_test(&format!("lesson{number:0>2}"))
}

fn has_question(number: &str, question: &str) -> bool {
    let begins = format!("{number:0>2}-");
    let lessons =
        fs::read_dir(workspace_root().join("lessons")).expect("there is a folder of lessons").flatten();
    let mut lessons = lessons.filter(|lesson| lesson.file_name().to_string_lossy().starts_with(&begins));
    lessons.any(|lesson| {
        let answers = fs::read_to_string(lesson.path().join("answers.md")).unwrap_or_default();
        answers.lines().any(|line| line.starts_with(&format!("## {question}. ")))
    })
}

fn the_script_has(command: &str) -> bool {
    script_has("run", command)
}

/// Whether this script of continuous integration has this command.
fn script_has(script: &str, command: &str) -> bool {
    let script = workspace_root().join(".ci").join(script);
    let text = fs::read_to_string(&script).unwrap_or_else(|error| panic!("{}: {error}", script.display()));
    text.lines().any(|line| line == command)
}

/// Whether a check's source has this, in one of the folders that hold them; not this check's own.
fn sources_have(part: &str) -> bool {
    let folders = fs::read_dir(tests()).expect("there are checks").flatten().map(|entry| entry.path());
    let folders = folders.filter(|path| path.is_dir() && !path.ends_with("commands"));
    [tests()].into_iter().chain(folders).any(|folder| files_have(&folder, part))
}

fn files_have(folder: &Path, part: &str) -> bool {
    let files = fs::read_dir(folder).expect("it is there").flatten().map(|entry| entry.path());
    let mut sources = files.filter(|path| path.extension().is_some_and(|end| end == "rs"));
    sources.any(|path| fs::read_to_string(path).is_ok_and(|source| source.contains(part)))
}
