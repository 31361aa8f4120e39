//! What the release program makes of the plan, and what the text says of it.

use crate::{NOISE, README, RECORD, claim};
use checks::{
    Ended, Process, Text, assert_example_matches_readme, assert_figures_come_from_a_record, benchmarks,
    workspace_root,
};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Long enough for two short benchmarks on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// The record of a short benchmark of one task.
fn record(task: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("lesson12-{task}"));
    let _ = fs::remove_dir_all(&folder); // that of the last time, if there was one
    let args = ["run", "--smoke", "--only", task, "--record", folder.to_str().unwrap()];
    let ended = Ended::of(Process::start(&benchmarks(), &args));
    assert!(ended.code == Some(0), "the run failed: {ended:?}");
    folder
}

#[test]
fn a_run_leaves_its_record() {
    let claim = claim(RECORD, "a run must write its plan, its raw figures, its tables and its charts");
    claim.within(PATIENCE).holds(|| {
        let record = record("sleep");
        let read = |name: &str| {
            fs::read_to_string(record.join(name))
                .unwrap_or_else(|error| panic!("there was no {name}: {error}"))
        };
        let plan = fs::read_to_string(workspace_root().join("benchmarks/plan.toml")).unwrap();
        assert!(read("plan.toml") == plan, "the plan in the record was another one");
        let trials = read("trials.csv");
        let of_four = trials.lines().filter(|line| line.starts_with("sleep,4,")).count();
        assert!(
            of_four == 2,
            "a smoke run has two rounds, and {of_four} lines for sleep, 4 workers\n{trials}"
        );
        // 100 requests of each client, a fiftieth of them in a smoke run, two rounds: 200. The warm-up's are not there.
        let histogram = read("histograms/sleep-4.csv");
        let counts = histogram.lines().skip(1).filter_map(|line| line.split_once(',')?.1.parse::<u64>().ok());
        let count: u64 = counts.sum();
        assert!(count == 200, "the histogram of sleep, 4 workers had {count} requests, not 200\n{histogram}");
        let page = read("README.md");
        for part in ["| sleep | 16 |", "machine ", "compiler ", "commit ", "load ", "scaling law of sleep"] {
            assert!(page.contains(part), "the README.md of the record had no {part:?}\n{page}");
        }
        for chart in ["throughput-sleep.svg", "percentiles-sleep.svg", "time-spent.svg"] {
            let whole = read(chart);
            assert!(whole.contains("</svg>"), "{chart} was no whole picture");
            assert!(page.contains(chart), "the README.md of the record did not show {chart}");
        }
        let curve = read("throughput-sleep.svg");
        for name in ["predicted", "scaling law, fitted", "measured"] {
            assert!(curve.contains(name), "throughput-sleep.svg had no {name:?}");
        }
    });
}

#[test]
fn two_records_can_be_compared() {
    let claim =
        claim(NOISE, "with fewer than five repetitions, a comparison must say that nothing can be said");
    claim.within(PATIENCE).holds(|| {
        let record = record("echo"); // the quickest
        let one = record.to_str().unwrap();
        let ended = Ended::of(Process::start(&benchmarks(), &["compare", one, one]));
        assert!(ended.code == Some(0), "compare failed: {ended:?}");
        assert!(ended.stdout.contains("nothing can be said"), "it said: {}", ended.stdout);
        assert!(!ended.stdout.contains("differs"), "it said: {}", ended.stdout);
        let nowhere = env!("CARGO_TARGET_TMPDIR");
        let ended = Ended::of(Process::start(&benchmarks(), &["compare", one, nowhere]));
        assert!(ended.code == Some(1) && ended.stderr.contains("no record"), "it was: {ended:?}");
    });
}

#[test]
fn the_figures_in_the_text_come_from_the_record() {
    claim(RECORD, "every line of a table in the text must stand in a record").holds(|| {
        let is_figure = |line: &str| {
            line.starts_with("| ") || line.starts_with("- scaling law") || line.starts_with("- noise")
        };
        assert_figures_come_from_a_record(README, 10, |line| is_figure(line).then_some(line));
    });
}

#[test]
fn the_text_shows_what_its_program_writes() {
    let text = Text::at(README).section("Run it");
    claim(text, "the lesson's text must show what its program writes").within(PATIENCE).holds(|| {
        benchmarks(); // the example runs it, and would have to build it within its time
        assert_example_matches_readme("lesson12", README);
    });
}
