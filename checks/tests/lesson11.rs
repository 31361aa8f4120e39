//! Lesson 11: a benchmark is predicted, from a model and a few times measured without load, before it is run.
#![cfg(not(feature = "shuttle"))]

// Not by a dependency on `benchmarks`: every check would have to wait until its competitors are compiled.
#[allow(dead_code, reason = "a lesson checks a part of it")]
#[path = "../../benchmarks/src/month/mod.rs"]
mod month;

use checks::{Ended, Process, Section, Text, assert_example_matches_readme, benchmarks, workspace_root};
use month::model::{Model, Service};
use month::plan::{Plan, PlannedRun};
use month::task::Task;
use month::utilisation::Resource;
use std::fs;
use std::time::Duration;

const README: &str = "lessons/11-benchmark-plan/README.md";
const WORKERS: Section = Text::at(README).section("The workers");
const LOOP: Section = Text::at(README).section("The event loop");
const CPUS: Section = Text::at(README).section("The CPUs");
const LEAST: Section = Text::at(README).section("The least bound wins");
const PLAN: Section = Text::at(README).section("What belongs in a plan");

/// Long enough for a short benchmark on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// e = 10 µs, g = 20 µs, a sleep of 10 ms and 50 µs of computing.
const SERVICE: Service = Service { echo_us: 10.0, client_us: 20.0, sleep_us: 10_000.0, spin_us: 50.0 };
const MODEL: Model = Model { cpus: 4, clients: 50, service: SERVICE };

/// Whether two rates are equal but for rounding.
fn same(one: f64, other: f64) -> bool {
    one == other || (one - other).abs() < 1e-6 * other.abs()
}

#[test]
fn sleeping_workers_end_c_requests_every_s() {
    WORKERS.claim("c workers must be bound to c / S requests a second").holds(|| {
        for (task, workers, expected) in
            [(Task::Sleep, 1, 100.0), (Task::Sleep, 8, 800.0), (Task::Spin, 4, 80_000.0)]
        {
            let bound = MODEL.bound_of_workers(task, workers);
            assert!(
                same(bound, expected),
                "for {workers} and {task} the bound was {bound:.0}, not {expected}"
            );
        }
        for (task, workers) in [(Task::Echo, 4), (Task::Sleep, 0)] {
            let bound = MODEL.bound_of_workers(task, workers);
            let why = if workers == 0 { "there are none" } else { "an ECHO is no work" };
            assert!(bound == f64::INFINITY, "the bound of {workers} workers was {bound:.0} although {why}");
        }
    });
}

#[test]
fn no_more_workers_are_busy_than_there_are_clients() {
    WORKERS.claim("a worker without a client must not be counted").holds(|| {
        let model = Model { clients: 3, ..MODEL };
        let bound = model.bound_of_workers(Task::Sleep, 16);
        assert!(same(bound, 300.0), "3 clients kept 16 workers at {bound:.0} requests/s, not 300");
    });
}

#[test]
fn without_workers_the_loop_does_the_work_as_well() {
    LOOP.claim("without workers the loop must be bound to 1 / (S + e)").holds(|| {
        for (task, us) in [(Task::Echo, 10.0), (Task::Sleep, 10_010.0), (Task::Spin, 60.0)] {
            let (bound, expected) = (MODEL.bound_of_loop(task, 0), 1e6 / us);
            assert!(same(bound, expected), "for {task} the bound was {bound:.1}, not 1 / {us} µs");
        }
    });
}

#[test]
fn with_workers_the_work_is_no_business_of_the_loop() {
    LOOP.claim("with workers the loop must be bound to 1 / e, whatever the work").holds(|| {
        for task in Task::ALL {
            let bound = MODEL.bound_of_loop(task, 1);
            assert!(same(bound, 100_000.0), "for {task} the bound was {bound:.0}, with e = 10 µs");
        }
    });
}

#[test]
fn only_work_that_computes_needs_a_cpu_of_its_own() {
    CPUS.claim("the CPUs must be bound to P / (g + e), and to P / (g + e + S) if the work computes").holds(
        || {
            for (task, us) in [(Task::Echo, 30.0), (Task::Sleep, 30.0), (Task::Spin, 80.0)] {
                let (bound, expected) = (MODEL.bound_of_cpus(task), 4e6 / us);
                assert!(
                    same(bound, expected),
                    "for {task} on 4 CPUs the bound was {bound:.0}, not 4 / {us} µs"
                );
            }
            let bound = MODEL.bound_of_generator();
            assert!(same(bound, 50_000.0), "the client's own bound was {bound:.0}, with g = 20 µs");
        },
    );
}

#[test]
fn the_least_bound_is_the_prediction_and_names_the_bottleneck() {
    LEAST.claim("the prediction must be the least bound, and the bottleneck whose it is").holds(|| {
        let two_cpus = Model { cpus: 2, ..MODEL };
        let slow_loop = Model { service: Service { echo_us: 25.0, ..SERVICE }, ..MODEL };
        let cases = [
            (MODEL, Task::Sleep, 0, 1e6 / 10_010.0, Resource::EventLoop),
            (MODEL, Task::Sleep, 4, 400.0, Resource::Workers),
            (MODEL, Task::Echo, 4, 50_000.0, Resource::Generator),
            (slow_loop, Task::Echo, 4, 40_000.0, Resource::EventLoop),
            (two_cpus, Task::Spin, 1, 20_000.0, Resource::Workers),
            (two_cpus, Task::Spin, 8, 25_000.0, Resource::Cpus),
        ];
        for (model, task, workers, rate, bottleneck) in cases {
            let said = model.predict(task, workers);
            assert!(
                same(said.rate, rate) && said.bottleneck == bottleneck,
                "for {task} and {workers} workers it was {:.0} requests/s by the {}, not {rate:.0} by the {bottleneck}",
                said.rate,
                said.bottleneck
            );
        }
    });
}

#[test]
fn the_latency_follows_from_littles_law() {
    LEAST.claim("the latency must be N / X").holds(|| {
        let latency = MODEL.latency(400.0);
        let off = latency.abs_diff(Duration::from_millis(125));
        assert!(off < Duration::from_micros(1), "50 clients and 400 requests/s gave {latency:?}");
    });
}

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
        let cases: [(&str, PlannedRun, &[&str]); 8] = [
            ("no rate", PlannedRun { predicted: None, ..complete() }, &["predicted"]),
            ("a rate of 0", rate(0.0), &["predicted"]),
            ("a negative rate", rate(-1.0), &["predicted"]),
            ("a rate that is no number", rate(f64::NAN), &["predicted"]),
            ("no bottleneck", PlannedRun { bottleneck: None, ..complete() }, &["bottleneck"]),
            ("no reason", PlannedRun { reason: None, ..complete() }, &["reason"]),
            ("a blank reason", blank(" \n"), &["reason"]),
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
fn nothing_is_measured_before_everything_is_predicted() {
    let claim = PLAN.claim("a plan with a gap must not be run, and the gap must be named");
    claim.beside_others().within(PATIENCE).holds(|| {
        let text = fs::read_to_string(workspace_root().join("benchmarks/plan.toml")).unwrap();
        let reasons = || text.lines().filter(|line| line.starts_with("reason = "));
        let gap = text.replacen(reasons().nth(7).expect("the plan has reasons"), "reason = \"\"", 1);
        let folder = std::env::temp_dir().join(format!("capstone-lesson11-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (plan, record) = (folder.join("plan.toml"), folder.join("record"));
        fs::write(&plan, gap).unwrap();
        let args = ["run", "--smoke", "--plan", plan.to_str().unwrap(), "--record", record.to_str().unwrap()];
        let ended = Ended::of(Process::start(&benchmarks(), &args));
        let measured = record.exists();
        fs::remove_dir_all(&folder).unwrap();
        assert!(ended.code == Some(1) && !measured, "it was: {ended:?}");
        assert!(ended.stderr.contains("sleep, 3 workers: no reason"), "the gap was not named: {ended:?}");
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

#[test]
fn the_text_shows_what_its_program_writes() {
    let text =
        Text::at(README).section("Run it").claim("the lesson's text must show what its program writes");
    text.beside_others().within(PATIENCE).holds(|| {
        benchmarks(); // the example runs it, and would have to build it within its time
        assert_example_matches_readme("lesson11", README);
    });
}
