//! Lesson 14: a run goes through the whole script and leaves a clean stage, and several runs are compared.
#![cfg(not(feature = "shuttle"))]

// In the alphabet, by which tests are run, what the others stand on comes first.
#[path = "lesson14/passing.rs"]
mod passing;
#[path = "lesson14/reports.rs"]
mod reports;
#[path = "lesson14/running.rs"]
mod running;
#[path = "lesson14/running_again.rs"]
mod running_again;
#[path = "lesson14/running_interrupted.rs"]
mod running_interrupted;
#[path = "lesson14/running_told.rs"]
mod running_told;
#[path = "lesson14/several_runs.rs"]
mod several_runs;
#[path = "lesson14/stage.rs"]
mod stage;

use capstone::demo::{Bound, Figure, Report};
use checks::{Ended, Section, Text, assert_example_matches_readme, workspace_root};
use std::fs;
use std::time::Duration;

const README: &str = "lessons/14-demo-run/README.md";
const ORDER: Section = Text::at(README).section("One failure is not the end");
const NOISE: Section = Text::at(README).section("Noise has one direction");
const CLEAN: Section = Text::at(README).section("A clean stage");
const VERDICT: Section = Text::at(README).section("The verdict");

const PATIENCE: Duration = Duration::from_secs(120);

fn exactly(value: u64) -> Bound {
    Bound::Exactly(Figure::count(value))
}

fn verdicts(report: &Report) -> Vec<(&'static str, bool)> {
    report.sections.iter().map(|section| (section.name, section.passed())).collect()
}

#[test]
fn the_demo_passes_three_times_and_the_runs_agree() {
    let claim = VERDICT.claim("three runs of the demo must pass and agree");
    claim.beside_others().within(PATIENCE).holds(|| {
        let ended = Ended::of_capstone(&[
            "demo",
            "--fast",
            "--plain",
            "--runs",
            "3",
            "--only",
            "server,backpressure",
        ]);
        assert!(ended.code == Some(0), "its exit code was {:?}\n{}", ended.code, ended.stdout);
        let last = ended.stdout.lines().last().unwrap_or_default();
        assert!(last.ends_with("3 of 3 runs passed"), "its last line was {last:?}");
    });
}

#[test]
fn the_picture_shows_the_demo_as_it_is() {
    let claim = VERDICT.claim("the picture of the demo must show the sections that the demo has");
    claim.beside_others().within(PATIENCE).holds(|| {
        let path = workspace_root().join("lessons/14-demo-run/demo.svg");
        let picture = fs::read_to_string(path).expect("there is a picture");
        for name in ["pool", "overload"] {
            let script = capstone::demo::month1(capstone::demo::Pace::Full);
            let section =
                script.sections.iter().find(|section| section.name == name).expect("there is such a section");
            let header = format!(" {name}: {}<", section.shows);
            assert!(picture.contains(&header), "it shows no section {name}, or another: record it anew");
        }
        assert!(picture.contains("2 of 2 sections passed"), "it shows no demo that passed");
    });
}

#[test]
fn the_text_shows_what_its_programs_write() {
    let text =
        Text::at(README).section("Run it").claim("the lesson's text must show what its programs write");
    text.beside_others().within(PATIENCE).holds(|| {
        assert_example_matches_readme("lesson14", README);
        assert_example_matches_readme("lesson14-before", README);
    });
}
