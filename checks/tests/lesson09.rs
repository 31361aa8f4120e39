//! Lesson 9: a full queue says so at once; clients that were refused come back later, apart, and not for
//! ever.
#![cfg(not(feature = "shuttle"))]

#[path = "lesson09/backoff.rs"]
mod backoff;
#[path = "lesson09/budget.rs"]
mod budget;
#[path = "lesson09/fairness.rs"]
mod fairness;
#[path = "lesson09/overload.rs"]
mod overload;
#[path = "lesson09/refusals.rs"]
mod refusals;

use checks::{Section, Text, assert_example_matches_readme};
use std::time::Duration;

const README: &str = "lessons/09-backpressure/README.md";
const REFUSE: Section = Text::at(README).section("Refuse, at once");
const BACKOFF: Section = Text::at(README).section("Wait longer each time");
const JITTER: Section = Text::at(README).section("Do not come back together");
const LIMIT: Section = Text::at(README).section("Give up, and say so");
const FAIR: Section = Text::at(README).section("Who starves");
const BUDGET: Section = Text::at(README).section("Retries are load");

fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

#[test]
fn the_text_shows_what_its_programs_write() {
    let text =
        Text::at(README).section("Run it").claim("the lesson's text must show what its programs write");
    text.beside_others().within(Duration::from_secs(60)).holds(|| {
        assert_example_matches_readme("lesson09", README);
        assert_example_matches_readme("lesson09-before", README);
    });
}
