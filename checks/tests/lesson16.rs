//! Lesson 16: the gate passes by what it has shown, says the same to everybody, and turns red when a point is
//! broken.
#![cfg(not(feature = "shuttle"))]

#[path = "lesson16/point.rs"]
mod point;
#[path = "lesson16/report.rs"]
mod report;
#[path = "lesson16/retries.rs"]
mod retries;
#[path = "lesson16/tree.rs"]
mod tree;
// Last in the alphabet, by which tests are run: the functions have their verdict before a whole gate is started.
#[path = "lesson16/whole_gate.rs"]
mod whole_gate;
#[path = "lesson16/whole_gate_record.rs"]
mod whole_gate_record;

use checks::quality::{Fact, PointReport};
use checks::{Section, Text, assert_example_matches_readme};

const README: &str = "lessons/16-quality-gate/README.md";
const SHOWN: Section = Text::at(README).section("A point passes by what it has shown");
const AGAIN: Section = Text::at(README).section("What may be measured again");
const WHOLE: Section = Text::at(README).section("A part is not the whole");
const PASTE: Section = Text::at(README).section("One verdict for three readers");
const RED: Section = Text::at(README).section("A gate that cannot turn red");

/// A fact that holds, and one that does not.
fn fact(holds: bool) -> Fact {
    Fact::equal("replies lost", 0, if holds { 0 } else { 3 })
}

/// A point that has shown these facts.
fn shown(point: &str, facts: &[bool]) -> PointReport {
    let evidence = facts.iter().map(|holds| fact(*holds)).collect();
    PointReport { evidence, ..PointReport::of(point, "lessons/07-server-integration") }
}

fn skipped(point: &str) -> PointReport {
    PointReport { skipped: Some("left out by --fast".to_owned()), ..shown(point, &[]) }
}

#[test]
fn the_text_shows_what_the_naive_gate_writes() {
    let text =
        Text::at(README).section("Run it").claim("the lesson's text must show what its programs write");
    text.beside_others().holds(|| assert_example_matches_readme("lesson16-before", README));
}
