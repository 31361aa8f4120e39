//! Lesson 10: an overload is predicted before it is measured, the instrument is checked, and no wait is left out.
#![cfg(not(feature = "shuttle"))]

#[path = "lesson10/arrivals.rs"]
mod arrivals;
#[path = "lesson10/latencies.rs"]
mod latencies;
#[path = "lesson10/limits.rs"]
mod limits;
#[path = "lesson10/little.rs"]
mod little;
#[path = "lesson10/saturation.rs"]
mod saturation;
#[path = "lesson10/servers.rs"]
mod servers;

use checks::{Section, Text, assert_example_matches_readme};
use std::time::Duration;

const README: &str = "lessons/10-overload/README.md";
const REFUSALS: Section = Text::at(README).section("Where refusals begin");
const LATENCY: Section = Text::at(README).section("How long an accepted request takes");
const SATURATION: Section = Text::at(README).section("The saturation point");
const LITTLE: Section = Text::at(README).section("Little's law");
const LOOPS: Section = Text::at(README).section("Closed and open loops");
const OMISSION: Section = Text::at(README).section("Coordinated omission");
const LAG: Section = Text::at(README).section("Who measures the measurer?");

const MS: Duration = Duration::from_millis(1);
const SECOND: Duration = Duration::from_secs(1);

/// Long enough for a reply to come on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn the_text_shows_what_its_programs_write() {
    let text =
        Text::at(README).section("Run it").claim("the lesson's text must show what its programs write");
    text.beside_others().within(PATIENCE).holds(|| {
        assert_example_matches_readme("lesson10", README);
        assert_example_matches_readme("lesson10-before", README);
    });
}
