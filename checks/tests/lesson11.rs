//! Lesson 11: a benchmark is predicted, from a model and a few times measured without load, before it is run.
#![cfg(not(feature = "shuttle"))]

#[path = "lesson11/model.rs"]
mod model;
// Not by a dependency on `benchmarks`: every check would have to wait until its competitors are compiled.
#[allow(dead_code, reason = "a lesson checks a part of it")]
#[path = "../../benchmarks/src/month/mod.rs"]
mod month;
#[path = "lesson11/plan.rs"]
mod plan;
// Last in the alphabet, by which tests are run: the formulas have their verdict before a release program is built.
#[path = "lesson11/whole_run.rs"]
mod whole_run;

use checks::{Section, Text};

const README: &str = "lessons/11-benchmark-plan/README.md";
const WORKERS: Section = Text::at(README).section("The workers");
const LOOP: Section = Text::at(README).section("The event loop");
const GENERATOR: Section = Text::at(README).section("The generator");
const CPUS: Section = Text::at(README).section("The CPUs");
const LEAST: Section = Text::at(README).section("The least bound wins");
const PLAN: Section = Text::at(README).section("What belongs in a plan");
