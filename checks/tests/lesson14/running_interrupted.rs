//! Somebody asks for the end while the demo runs.

use crate::stage::{Act, FakeStage, Notes, broken, near, say, script};
use crate::{CLEAN, exactly, verdicts};
use capstone::demo::{Report, run};

/// What comes of section a, then b with these steps, then c, if the interruption comes in the step of this number.
fn interrupted(steps: &[Act], interrupt_at: usize) -> (Report, FakeStage) {
    let first = [say("w", 1, exactly(1))];
    let script = script(&[("a", &first), ("b", steps), ("c", steps)]);
    let mut stage = FakeStage { interrupt_at: Some(interrupt_at), ..FakeStage::default() };
    let mut notes = Notes::beside(&stage);
    let report = run(&script, &mut stage, &mut notes);
    (report, stage)
}

/// What begins, or is told, after the first line of the log that is `line`; or at all, without a line.
fn begun(log: &[String], line: Option<&str>) -> Vec<String> {
    let after = line.map_or(0, |line| log.iter().take_while(|noted| *noted != line).count());
    let begins = |noted: &&String| {
        ["begin", "step", "perform", "again", "end"].iter().any(|word| noted.starts_with(word))
    };
    log[after..].iter().filter(begins).cloned().collect()
}

#[test]
fn an_interruption_ends_the_run_and_no_section_is_blamed() {
    CLEAN.claim("an interruption must end the run, with a clean stage, and blame no section").holds(|| {
        let sound = || say("x", 1, exactly(1));
        for (steps, at) in [
            (&[sound(), broken("interrupted"), sound()][..], 3),
            (&[sound(), sound(), sound()], 2),
            (&[sound(), sound()], 3),
        ] {
            let (report, stage) = interrupted(steps, at);
            let (done, found) = (stage.done.len(), verdicts(&report));
            assert!(done == at, "interrupted in step {at}, it did {done} steps");
            assert!(report.interrupted && !report.passed(), "the report did not say so: {report:?}");
            assert!(found == [("a", true)], "interrupted in b, the sections reported were {found:?}");
            let log = stage.log.take();
            assert!(log.last().is_some_and(|line| line == "clear"), "the last things done were {log:?}");
        }
        for (when, interrupt_at, interrupt_by) in
            [("before anything was done", Some(0), None), ("while it was cleared", None, Some("clear"))]
        {
            let mut stage = FakeStage { interrupt_at, interrupt_by, ..FakeStage::default() };
            let mut notes = Notes::beside(&stage);
            let report = run(&script(&[("a", &[sound()]), ("b", &[sound()])]), &mut stage, &mut notes);
            let log = stage.log.take();
            let begun = begun(&log, interrupt_by);
            assert!(begun.is_empty(), "interrupted {when}, it went on with {begun:?}: {log:?}");
            let found = verdicts(&report);
            assert!(
                report.interrupted && found.is_empty(),
                "interrupted {when}, the sections reported were {found:?}, and interrupted {}",
                report.interrupted
            );
        }
    });
}

#[test]
fn an_interrupted_section_is_not_tried_again() {
    CLEAN.claim("a section must not be tried again, nor calm awaited, once somebody asks for the end").holds(
        || {
            let mut stage = FakeStage { slow: 100, interrupt_at: Some(1), ..FakeStage::default() };
            run(&script(&[("a", &[near(10)])]), &mut stage, &mut ());
            let (done, log) = (stage.done.len(), stage.log.take());
            assert!(done == 1, "interrupted in its first attempt, it made {done}");
            assert!(!log.contains(&"calm".to_owned()), "interrupted, it waited for calm: {log:?}");
            for line in ["clear", "calm"] {
                let mut stage = FakeStage { slow: 100, interrupt_by: Some(line), ..FakeStage::default() };
                let mut notes = Notes::beside(&stage);
                run(&script(&[("a", &[near(10)])]), &mut stage, &mut notes);
                let log = stage.log.take();
                let begun = begun(&log, Some(line));
                assert!(begun.is_empty(), "interrupted by {line:?}, it went on with {begun:?}: {log:?}");
            }
        },
    );
}
