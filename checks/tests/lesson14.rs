//! Lesson 14: a run goes through the whole script and leaves a clean stage, and several runs are compared.
#![cfg(not(feature = "shuttle"))]

#[path = "lesson14/comparison.rs"]
mod comparison;
#[path = "lesson14/interruption.rs"]
mod interruption;
#[path = "lesson14/noise.rs"]
mod noise;
#[path = "lesson14/reports.rs"]
mod reports;
#[path = "lesson14/stage.rs"]
mod stage;
#[path = "lesson14/verdict.rs"]
mod verdict;

use capstone::demo::{Bound, Figure, Report, run};
use checks::{Ended, Section, Text, assert_example_matches_readme, workspace_root};
use stage::{FakeStage, Notes, near, say, script};
use std::fs;
use std::time::Duration;

const README: &str = "lessons/14-demo-run/README.md";
const ORDER: Section = Text::at(README).section("One failure is not the end");
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
fn every_section_runs_though_an_earlier_one_has_failed() {
    ORDER.claim("a section that fails must not keep the next from running").holds(|| {
        let script = script(&[("a", &[say("x", 1, exactly(2))]), ("b", &[say("x", 1, exactly(1))])]);
        let mut stage = FakeStage::default();
        let report = run(&script, &mut stage, &mut ());
        let found = verdicts(&report);
        assert!(
            found == [("a", false), ("b", true)],
            "of a failing and a sound section, the verdicts were {found:?}"
        );
        assert!(report.planned == 2, "of two sections, {} were planned", report.planned);
    });
}

#[test]
fn the_step_after_a_failed_one_is_not_done() {
    ORDER.claim("within a section, a step that fails must be the last").holds(|| {
        let steps = [say("x", 1, exactly(2)), say("y", 1, exactly(1))];
        let mut stage = FakeStage::default();
        let report = run(&script(&[("a", &steps)]), &mut stage, &mut ());
        assert!(stage.done == ["x"], "the steps done were {:?}", stage.done);
        let count = report.sections[0].findings.len();
        assert!(count == 1, "there were {count} findings, after one step with one expectation");
    });
}

#[test]
fn a_step_that_cannot_be_done_fails_its_section_and_says_why() {
    ORDER.claim("a step that cannot be done must fail its section, with the reason").holds(|| {
        let steps = [stage::broken("no sockets today"), say("y", 1, exactly(1))];
        let mut stage = FakeStage::default();
        let report = run(&script(&[("a", &steps)]), &mut stage, &mut ());
        let section = &report.sections[0];
        assert!(!section.passed(), "the section passed");
        assert!(section.look == "there", "its report does not say where to look, but {:?}", section.look);
        let error = section.error.clone().unwrap_or_default();
        for words in ["broken", "no sockets today"] {
            assert!(
                error.contains(words),
                "the step's words and the reason have {words:?}, and it said {error:?}"
            );
        }
        assert!(stage.done.len() == 1, "after it, there were these steps: {:?}", stage.done);
        let steps = [say("x", 1, exactly(1)), stage::broken("no")];
        let report = run(&script(&[("a", &steps)]), &mut FakeStage::default(), &mut ());
        let count = report.sections[0].findings.len();
        assert!(count == 1, "of the step before it, with one expectation, there were {count} findings");
    });
}

#[test]
fn the_audience_is_told_of_everything_in_order() {
    ORDER.claim("whoever watches must be told of all that happens, and when it happens").holds(|| {
        let steps = [say("x", 1, exactly(1)), say("y", 1, exactly(2)), say("z", 1, exactly(1))];
        let script = script(&[("a", &[near(10)]), ("b", &steps)]);
        let mut stage = FakeStage { slow: 1, ..FakeStage::default() };
        let mut notes = Notes::beside(&stage);
        run(&script, &mut stage, &mut notes);
        let told: Vec<String> = stage.log.take().into_iter().filter(|line| line != "calm").collect();
        let slow = ["begin a, 0 of 2", "step time", "perform time", "seen time: 0 of 1 passed", "clear"];
        let quick = ["again 2", "step time", "perform time", "seen time: 1 of 1 passed", "clear", "end a"];
        let sound = ["begin b, 1 of 2", "step x", "perform x", "seen x: 1 of 1 passed"];
        let wrong = ["step y", "perform y", "seen y: 0 of 1 passed", "clear", "end b"];
        let due = [&slow[..], &quick, &sound, &wrong].concat();
        let same = told.iter().zip(&due).take_while(|(told, due)| told == *due).count();
        let (came, wanted) = (told.get(same), due.get(same));
        assert!(told == due, "after {:?} came {came:?}, and not {wanted:?}\n{told:#?}", &due[..same]);
    });
}

#[test]
fn a_report_says_how_long_its_section_took() {
    ORDER.claim("a section's report must say how long the section took").holds(|| {
        let takes = Duration::from_millis(5);
        let mut stage = FakeStage { takes, ..FakeStage::default() };
        let report = run(&script(&[("a", &[near(1), near(1)])]), &mut stage, &mut ());
        let elapsed = report.sections[0].elapsed;
        assert!(elapsed >= 2 * takes, "two steps took {takes:?} each, and the section {elapsed:?}");
    });
}

#[test]
fn figures_stay_for_the_later_steps_of_a_section_and_no_longer() {
    ORDER.claim("a step must be judged on all that its section has measured, and nothing else").holds(|| {
        let later = say("y", 5, Bound::SameAs("x".to_owned()));
        let script =
            script(&[("a", &[say("x", 5, exactly(5)), later.clone()]), ("b", std::slice::from_ref(&later))]);
        let found = verdicts(&run(&script, &mut FakeStage::default(), &mut ()));
        assert!(
            found == [("a", true), ("b", false)],
            "x was measured in a alone, and the verdicts were {found:?}"
        );
        let again = [say("x", 1, exactly(1)), say("x", 2, exactly(2))];
        let found = verdicts(&run(&stage::script(&[("a", &again)]), &mut FakeStage::default(), &mut ()));
        assert!(found == [("a", true)], "x was 1, then 2, and the verdict on 2 was {found:?}");
        let wrong =
            run(&stage::script(&[("a", &[say("x", 1, exactly(2))])]), &mut FakeStage::default(), &mut ());
        let x = wrong.sections[0].evidence.get("x");
        assert!(
            x == Some(Figure::count(1)),
            "the step that failed had seen x = 1, and the report says {x:?}"
        );
    });
}

#[test]
fn the_stage_is_cleared_after_each_section_whatever_came_of_it() {
    CLEAN
        .claim("the stage must be cleared after each section, passed or failed, before the next begins")
        .holds(|| {
            let sections: &[(&'static str, &[stage::Act])] = &[
                ("a", &[say("x", 1, exactly(1))]),
                ("b", &[say("y", 1, exactly(2))]),
                ("c", &[stage::broken("no")]),
                ("d", &[say("z", 1, exactly(1))]),
            ];
            let mut stage = FakeStage::default();
            run(&script(sections), &mut stage, &mut ());
            assert!(
                stage.cleared_after == [1, 2, 3, 4],
                "four sections of one step: cleared after {:?}",
                stage.cleared_after
            );
        });
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
