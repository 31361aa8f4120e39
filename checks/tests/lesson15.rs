//! Lesson 15: what the pool gains and what it costs, in one table over the layers of the month.
#![cfg(not(feature = "shuttle"))]

#[path = "lesson15/formulas.rs"]
mod formulas;
// Not by a dependency on `benchmarks`: every check would have to wait until its competitors are compiled.
#[allow(dead_code, reason = "a lesson checks a part of it")]
#[path = "../../benchmarks/src/month/mod.rs"]
mod month;
// Last in the alphabet, by which tests are run: the formulas have their verdict before a release program is built.
#[path = "lesson15/whole_run.rs"]
mod whole_run;

use checks::{Section, Text};

const README: &str = "lessons/15-thread-pool-impact/README.md";
const FORMULAS: Section = Text::at(README).section("Improvement, overhead, cost");
const BREAK_EVEN: Section = Text::at(README).section("The break-even point");
const LAYERS: Section = Text::at(README).section("The layers of the month");
const RUN: Section = Text::at(README).section("Run it");
