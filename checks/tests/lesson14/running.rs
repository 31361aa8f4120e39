//! What a run does with each section and each step.

use crate::stage::{Act, FakeStage, Notes, broken, near, perform, say, script};
use crate::{CLEAN, ORDER, exactly, verdicts};
use capstone::demo::{Bound, Figure, run};
use std::time::Duration;

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
        assert!(!stage.done.contains(&"y"), "the steps done were {:?}", stage.done);
        let count = report.sections[0].findings.len();
        assert!(count == 1, "there were {count} findings, after one step with one expectation");
    });
}

#[test]
fn a_step_that_cannot_be_done_fails_its_section_and_says_why() {
    ORDER.claim("a step that cannot be done must fail its section, with the reason").holds(|| {
        let steps = [broken("no sockets today"), say("y", 1, exactly(1))];
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
        assert!(!stage.done.contains(&"y"), "with y behind it, the steps done were {:?}", stage.done);
        let steps = [say("x", 1, exactly(1)), broken("no")];
        let report = perform(&[("a", &steps)]);
        let count = report.sections[0].findings.len();
        assert!(count == 1, "of the step before it, with one expectation, there were {count} findings");
        let x = report.sections[0].evidence.get("x");
        assert!(x == Some(Figure::count(1)), "the step before it had seen x = 1, and the report says {x:?}");
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
        let takes = Duration::from_millis(20);
        let mut stage = FakeStage { takes, slow: 2, ..FakeStage::default() };
        let report = run(&script(&[("a", &[near(10)])]), &mut stage, &mut ());
        let most = stage.calmed_at.expect("it was slow twice").elapsed();
        let elapsed = report.sections[0].elapsed;
        assert!(
            elapsed <= most,
            "the last of three attempts took at most {most:?}, and its report says {elapsed:?}"
        );
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
        let found = verdicts(&perform(&[("a", &again)]));
        assert!(found == [("a", true)], "x was 1, then 2, and the verdict on 2 was {found:?}");
        let wrong = perform(&[("a", &[say("x", 1, exactly(2))])]);
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
            let sections: &[(&'static str, &[Act])] = &[
                ("a", &[say("x", 1, exactly(1))]),
                ("b", &[say("y", 1, exactly(2))]),
                ("c", &[broken("no")]),
                ("d", &[say("z", 1, exactly(1))]),
            ];
            let mut stage = FakeStage::default();
            run(&script(sections), &mut stage, &mut ());
            assert!(
                stage.cleared_after == [1, 2, 3, 4],
                "four sections of one step: cleared after {:?}",
                stage.cleared_after
            );
            let mut slow = FakeStage { slow: 2, ..FakeStage::default() };
            run(&script(&[("a", &[near(10)])]), &mut slow, &mut ());
            assert!(
                slow.cleared_after == [1, 2, 3],
                "three attempts at one step: cleared after {:?}",
                slow.cleared_after
            );
            let mut stage = FakeStage { slow: 1, ..FakeStage::default() };
            let mut notes = Notes::beside(&stage);
            run(&script(&[("a", &[near(10)])]), &mut stage, &mut notes);
            let log = stage.log.take();
            for next in log.windows(2).filter(|pair| pair[0].starts_with("seen")).map(|pair| &pair[1]) {
                assert!(next == "clear", "after the last step of an attempt came `{next}`: {log:?}");
            }
        });
}
