//! Lesson 14: a run goes through the whole script and leaves a clean stage, and several runs are compared.
#![cfg(not(feature = "shuttle"))]

#[path = "lesson14/comparison.rs"]
mod comparison;
#[path = "lesson14/stage.rs"]
mod stage;

use capstone::demo::{ATTEMPTS, Bound, Figure, Report, SectionReport, run};
use checks::{Ended, Section, Text, assert_example_matches_readme, workspace_root};
use stage::{FakeStage, Notes, near, say, script};
use std::fs;
use std::time::Duration;

const README: &str = "lessons/14-demo-run/README.md";
const ORDER: Section = Text::at(README).section("One failure is not the end");
const CLEAN: Section = Text::at(README).section("A clean stage");
const NOISE: Section = Text::at(README).section("Noise has one direction");
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
        let error = section.error.clone().unwrap_or_default();
        assert!(error.contains("no sockets today"), "the reason was {error:?}");
        assert!(stage.done.len() == 1, "after it, there were these steps: {:?}", stage.done);
    });
}

#[test]
fn the_audience_is_told_of_everything_in_order() {
    let claim =
        ORDER.claim("whoever watches must be told of each begin, step, sight, further attempt and end");
    claim.holds(|| {
        let steps = [say("x", 1, exactly(1)), say("y", 1, exactly(2)), say("z", 1, exactly(1))];
        let script = script(&[("a", &[near(10)]), ("b", &steps)]);
        let mut stage = FakeStage { slow: 1, ..FakeStage::default() };
        let mut notes = Notes::default();
        run(&script, &mut stage, &mut notes);
        let slow = ["begin a (0 of 2)", "step time", "seen, 0 of 1 passed", "again a, attempt 2"];
        let quick = ["step time", "seen, 1 of 1 passed", "end a"];
        let wrong =
            ["begin b (1 of 2)", "step x", "seen, 1 of 1 passed", "step y", "seen, 0 of 1 passed", "end b"];
        let expected = [&slow[..], &quick, &wrong].concat();
        assert!(notes.0 == expected, "it was told {:?}, and not {expected:?}", notes.0);
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
fn an_interruption_ends_the_run_and_no_section_is_blamed() {
    CLEAN.claim("an interruption must end the run, with a clean stage, and blame no section").holds(|| {
        let steps = [say("x", 1, exactly(1)), stage::broken("interrupted"), say("y", 1, exactly(1))];
        let script = script(&[("a", &[say("w", 1, exactly(1))]), ("b", &steps), ("c", &steps)]);
        let mut stage = FakeStage { interrupt_at: Some(3), ..FakeStage::default() };
        let report = run(&script, &mut stage, &mut ());
        assert!(report.interrupted && !report.passed(), "the report did not say so: {report:?}");
        let found = verdicts(&report);
        assert!(found == [("a", true)], "the sections reported were {found:?}");
        assert!(stage.done.len() == 3, "interrupted at step 3, it did {:?}", stage.done);
        assert!(
            stage.cleared_after.last() == Some(&3),
            "the stage was cleared after {:?}",
            stage.cleared_after
        );
    });
}

#[test]
fn a_time_that_is_too_long_is_measured_again_and_may_pass_then() {
    NOISE.claim("a section in which only times are wrong must be done again, and may pass then").holds(
        || {
            let mut stage = FakeStage { slow: 2, ..FakeStage::default() };
            let report = run(&script(&[("a", &[near(10)])]), &mut stage, &mut ());
            let attempts = report.sections[0].attempts;
            assert!(report.passed(), "slow twice, then quick: it did not pass");
            assert!(attempts == 3, "slow twice, then quick: its report says attempt {attempts} and not 3");
            assert!(stage.calmed == 2, "before two more attempts, it waited for calm {} times", stage.calmed);
            assert!(
                stage.cleared_after == [1, 2, 3],
                "three attempts: cleared after {:?}",
                stage.cleared_after
            );
        },
    );
}

#[test]
fn after_the_last_attempt_a_time_that_is_too_long_is_a_failure() {
    NOISE.claim("a time that is too long in every attempt must fail").holds(|| {
        let mut stage = FakeStage { slow: 100, ..FakeStage::default() };
        let report = run(&script(&[("a", &[near(10)])]), &mut stage, &mut ());
        let attempts = report.sections[0].attempts;
        assert!(
            !report.passed() && attempts == ATTEMPTS,
            "always slow: passed {}, attempts {attempts}",
            report.passed()
        );
        assert!(stage.done.len() == ATTEMPTS as usize, "it was tried {} times", stage.done.len());
    });
}

#[test]
fn a_wrong_count_is_not_tried_again() {
    NOISE.claim("a wrong count must fail at once, also beside a time that is too long").holds(|| {
        for acts in
            [vec![say("x", 1, exactly(2))], vec![stage::both(10, 1, exactly(2))], vec![stage::broken("no")]]
        {
            let mut stage = FakeStage { slow: 100, ..FakeStage::default() };
            let report = run(&script(&[("a", &acts)]), &mut stage, &mut ());
            assert!(!report.passed(), "it passed");
            let times = stage.done.len();
            assert!(times == 1, "it was tried {times} times, until luck would have helped");
        }
    });
}

fn section(error: Option<&str>) -> SectionReport {
    let mut report = run(&script(&[("a", &[say("x", 1, exactly(1))])]), &mut FakeStage::default(), &mut ());
    SectionReport { error: error.map(str::to_owned), ..report.sections.remove(0) }
}

#[test]
fn a_report_passes_only_if_every_planned_section_ran_and_passed() {
    VERDICT.claim("a report must pass only if every planned section ran and passed, uninterrupted").holds(
        || {
            let whole =
                Report { sections: vec![section(None), section(None)], interrupted: false, planned: 2 };
            assert!(whole.passed(), "two of two sections passed, and the report did not");
            let short = Report { planned: 3, ..whole.clone() };
            assert!(!short.passed(), "it passed with two of three sections");
            let interrupted = Report { interrupted: true, ..whole.clone() };
            assert!(!interrupted.passed(), "it passed although it was interrupted");
            let failed = Report { sections: vec![section(None), section(Some("no"))], ..whole };
            assert!(!failed.passed(), "it passed with a section whose step could not be done");
        },
    );
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
