//! Lesson 15: what the pool gains and what it costs, in one table over the layers of the month.
#![cfg(not(feature = "shuttle"))]

// Not by a dependency on `benchmarks`: every check would have to wait until its competitors are compiled.
#[allow(dead_code, reason = "a lesson checks a part of it")]
#[path = "../../benchmarks/src/month/mod.rs"]
mod month;

use checks::{Ended, Process, Section, Text, assert_example_matches_readme, benchmarks, workspace_root};
use month::impact::{break_even, cost, improvement, overhead};
use std::fs;
use std::time::Duration;

const README: &str = "lessons/15-thread-pool-impact/README.md";
const FORMULAS: Section = Text::at(README).section("Improvement, overhead, cost");
const BREAK_EVEN: Section = Text::at(README).section("The break-even point");
const LAYERS: Section = Text::at(README).section("The layers of the month");
const RUN: Section = Text::at(README).section("Run it");

/// Long enough for a short benchmark on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// Whether two values are equal but for rounding.
fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

#[test]
fn an_improvement_is_a_share_of_what_there_was_before() {
    FORMULAS.claim("the improvement must be after / before - 1").holds(|| {
        for (before, after, expected) in [(100.0, 400.0, 3.0), (100.0, 100.0, 0.0), (100.0, 50.0, -0.5)] {
            let found = improvement(before, after);
            assert!(
                same(found, expected),
                "from {before} to {after} requests/s it was {found}, not {expected}"
            );
        }
    });
}

#[test]
fn an_overhead_is_the_share_that_is_lost() {
    FORMULAS.claim("the overhead must be 1 - with / without").holds(|| {
        for (without, with, expected) in [(100.0, 75.0, 0.25), (100.0, 100.0, 0.0), (100.0, 125.0, -0.25)] {
            let found = overhead(without, with);
            assert!(same(found, expected), "{without} without and {with} with gave {found}, not {expected}");
        }
    });
}

#[test]
fn a_cost_is_added_to_each_request_and_does_not_depend_on_its_length() {
    FORMULAS.claim("the cost of a request must be 1 / with - 1 / without").holds(|| {
        // 2 µs more, first on 8 µs, then on 10 ms.
        for (without, with) in [(8e-6, 10e-6), (10e-3, 10.002e-3)] {
            let found = cost(1.0 / without, 1.0 / with);
            let us = 1e6 * found;
            assert!(same(found, 2e-6), "it was {us:.3} µs where {without} s a request became {with} s");
        }
        let found = 1e6 * cost(1.0 / 10e-6, 1.0 / 8e-6);
        assert!(same(found, -2.0), "it was {found:.3} µs where a request became 2 µs shorter");
    });
}

#[test]
fn the_pool_pays_as_soon_as_a_request_waits_longer_than_the_pool_costs() {
    BREAK_EVEN.claim("the break-even point must be what the pool adds to a request without work").holds(
        || {
            let even = break_even(1e6 / 8.0, 1e6 / 11.0);
            let off = even.abs_diff(Duration::from_micros(3));
            assert!(off <= Duration::from_nanos(1), "it was {even:?} where 8 µs became 11");
            let even = break_even(1e6 / 8.0, 1e6 / 7.0);
            assert!(even.is_zero(), "it was {even:?} where the pool was faster anyway");
        },
    );
}

#[test]
fn the_layers_are_measured_side_by_side() {
    let claim = LAYERS.claim("each layer must be measured with the same two tasks");
    claim.beside_others().within(PATIENCE).holds(|| {
        let ended = Ended::of(Process::start(&benchmarks(), &["impact", "--smoke"]));
        assert!(ended.code == Some(0), "the run failed: {ended:?}");
        for layer in ["raw framing", "+ envelope", "+ log", "+ pool", "pool, no log"] {
            let row = ended.stdout.lines().find(|line| line.starts_with(layer));
            let rates = row.map_or(0, |row| row.matches("/s").count());
            assert!(rates == 2, "the layer {layer:?} had {rates} rates: {}", ended.stdout);
        }
    });
}

#[test]
fn the_figures_in_the_text_come_from_the_record() {
    RUN.claim("every line of a table in the text must stand in a record").holds(|| {
        let text = fs::read_to_string(workspace_root().join(README)).unwrap();
        let (_, text) = text.split_once("\n## Run it\n").expect("a lesson says what to run");
        let (text, _) = text.split_once("\n## ").expect("the check comes after it");
        let records = fs::read_dir(workspace_root().join("benchmarks/record")).unwrap().flatten();
        let pages: String =
            records.filter_map(|record| fs::read_to_string(record.path().join("README.md")).ok()).collect();
        let lines: Vec<&str> = text.lines().filter(|line| line.starts_with(['|', '>'])).collect();
        assert!(lines.len() > 7, "the text showed only {} lines of it", lines.len());
        for line in lines.iter().map(|line| line.trim_start_matches("> ")) {
            assert!(pages.lines().any(|found| found == line), "this line was in none: {line}");
        }
    });
}

#[test]
fn the_text_shows_what_its_program_writes() {
    let text = RUN.claim("the lesson's text must show what its program writes");
    text.beside_others().within(PATIENCE).holds(|| {
        benchmarks(); // the example runs it, and would have to build it within its time
        assert_example_matches_readme("lesson15", README);
    });
}
