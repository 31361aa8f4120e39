//! Whether a plan says all that it must say before anything is measured.

use crate::PLAN;
use crate::month::plan::{Plan, PlannedRun};
use crate::month::task::Task;
use crate::month::utilisation::Resource;
use checks::workspace_root;
use std::fs;

fn complete() -> PlannedRun {
    PlannedRun {
        task: Task::Sleep,
        workers: 4,
        frames: 100,
        predicted: Some(396.0),
        bottleneck: Some(Resource::Workers),
        reason: Some("c / S".to_owned()),
    }
}

#[test]
fn a_gap_in_the_plan_is_found_whatever_is_missing() {
    PLAN.claim("a run must have a predicted rate, a bottleneck and a reason").holds(|| {
        let whole = complete().missing();
        assert!(whole.is_empty(), "a run that has all three was said to miss {whole:?}");
        let blank = |reason: &str| PlannedRun { reason: Some(reason.to_owned()), ..complete() };
        let rate = |rate| PlannedRun { predicted: Some(rate), ..complete() };
        let cases: [(&str, PlannedRun, &[&str]); 13] = [
            ("no rate", PlannedRun { predicted: None, ..complete() }, &["predicted"]),
            ("a rate of 0", rate(0.0), &["predicted"]),
            ("a negative rate", rate(-1.0), &["predicted"]),
            ("a rate that is no number", rate(f64::NAN), &["predicted"]),
            ("a rate without end", rate(f64::INFINITY), &["predicted"]),
            ("a request in four seconds", rate(0.25), &[]),
            ("the smallest rate that there is", rate(5e-324), &[]),
            ("no bottleneck", PlannedRun { bottleneck: None, ..complete() }, &["bottleneck"]),
            ("no reason", PlannedRun { reason: None, ..complete() }, &["reason"]),
            ("an empty reason", blank(""), &["reason"]),
            ("a blank reason", blank(" \n"), &["reason"]),
            ("a short reason", blank("c"), &[]),
            (
                "nothing",
                PlannedRun { predicted: None, bottleneck: None, reason: None, ..complete() },
                &["predicted", "bottleneck", "reason"],
            ),
        ];
        for (what, run, expected) in cases {
            let missing = run.missing();
            assert!(missing == expected, "of a run with {what}, {missing:?} was said to be missing");
        }
    });
}

#[test]
fn the_plan_in_the_repository_is_complete() {
    PLAN.claim("the plan must have the whole matrix, with every prediction").holds(|| {
        let text = fs::read_to_string(workspace_root().join("benchmarks/plan.toml")).unwrap();
        let plan = Plan::parse(&text).unwrap_or_else(|error| panic!("it cannot be used: {error:#}"));
        let gaps = plan.gaps();
        assert!(gaps.is_empty(), "there are gaps\n{}", gaps.join("\n"));
        let has = |task, workers| plan.runs.iter().any(|run| (run.task, run.workers) == (task, workers));
        for task in Task::ALL {
            for workers in [0, 1, 4, 8] {
                assert!(has(task, workers), "there is no run of {task} with {workers} workers");
            }
        }
        for task in [Task::Sleep, Task::Spin] {
            for workers in [2, 3, 6, 12, 16] {
                assert!(has(task, workers), "the curve of {task} has no point at {workers} workers");
            }
        }
    });
}
