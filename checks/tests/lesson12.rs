//! Lesson 12: a benchmark is carried out so that its result can be believed, and says no more than it knows.
#![cfg(not(feature = "shuttle"))]

// Not by a dependency on `benchmarks`: every check would have to wait until its competitors are compiled.
#[allow(dead_code, reason = "a lesson checks a part of it")]
#[path = "../../benchmarks/src/month/mod.rs"]
mod month;
#[path = "lesson12/noise.rs"]
mod noise;
#[path = "lesson12/percentile.rs"]
mod percentile;
#[path = "lesson12/score.rs"]
mod score;
#[path = "lesson12/turns.rs"]
mod turns;
#[path = "lesson12/usl.rs"]
mod usl;
#[path = "lesson12/utilisation.rs"]
mod utilisation;
// Last in the alphabet, by which tests are run: the formulas have their verdict before a release program is built.
#[path = "lesson12/whole_run.rs"]
mod whole_run;

use checks::{Claim, Section, Text};

const README: &str = "lessons/12-benchmark-run/README.md";
const WARM_UP: Section = Text::at(README).section("Warm up, and take turns");
const SPREAD: Section = Text::at(README).section("The spread, and a rule for a hit");
const PERCENTILES: Section = Text::at(README).section("Percentiles cannot be averaged");
const BUSY: Section = Text::at(README).section("The bottleneck was busy");
const SCALING: Section = Text::at(README).section("The scaling law");
const NOISE: Section = Text::at(README).section("Is it a difference, or noise?");
const RECORD: Section = Text::at(README).section("The record");

/// A claim about functions without threads, or about another process: none of them is told from this process's waiting list.
const fn claim(section: Section, words: &'static str) -> Claim {
    section.claim(words).beside_others()
}
