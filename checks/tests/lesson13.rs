//! Lesson 13: a script says beforehand what must come, is judged by evidence, and is refused if it cannot fail.
#![cfg(not(feature = "shuttle"))]

#[path = "lesson13/pool.rs"]
mod pool;
#[path = "lesson13/script.rs"]
mod script;
#[path = "lesson13/volley.rs"]
mod volley;
// Behind the arithmetic in the alphabet, by which tests are run.
#[path = "lesson13/volley_served.rs"]
mod volley_served;

use capstone::demo::{Bound, Evidence, Expectation, Figure, Pace, month1};
use checks::{Section, Text, assert_example_matches_readme};
use std::time::Duration;

const README: &str = "lessons/13-demo-script/README.md";
const EVIDENCE: Section = Text::at(README).section("Evidence, and what it must be");
const KINDS: Section = Text::at(README).section("Five kinds of bound");
const FLAWS: Section = Text::at(README).section("A demo that cannot fail");
const ROUNDS: Section = Text::at(README).section("Where a prediction comes from");
const BUILD: Section = Text::at(README).section("Build it");

const PATIENCE: Duration = Duration::from_secs(60);

fn count(count: u64) -> Figure {
    Figure::count(count)
}

/// A figure whose value is not a number.
fn no_number() -> Figure {
    Figure { value: f64::NAN, ..count(0) }
}

fn same_as(name: &str) -> Bound {
    Bound::SameAs(name.to_owned())
}

/// Judges a figure `x` of this value by this bound; `y` is a million, and nobody has measured `z`.
fn allows(bound: Bound, value: f64) -> bool {
    let evidence = Evidence::default()
        .with("x", Figure { value, ..count(0) })
        .with("y", count(1_000_000))
        .with("no number", no_number());
    Expectation::new("x", bound, "this check says so").judge(&evidence).passed
}

/// Holds what a bound allows against what it should.
#[track_caller]
fn assert_allows(bound: Bound, cases: &[(f64, bool)]) {
    for (value, expected) in cases {
        let verdict = |passed| if passed { "passed" } else { "did not pass" };
        let passed = allows(bound.clone(), *value);
        assert!(passed == *expected, "{value} {} with the bound {bound}", verdict(passed));
    }
}

/// A bound compares numbers: a ratio of 5 meets one that says 5, whatever the unit.
#[track_caller]
fn assert_allows_another_unit(bound: &Bound) {
    let five = Figure::ratio(5.0);
    let evidence = Evidence::default().with("five", count(5));
    assert!(bound.allows(five, &evidence), "a ratio of 5 did not pass with the bound {bound}, a count of 5");
}

#[test]
fn an_exact_bound_allows_its_value_alone() {
    KINDS.claim("an exact bound must allow its value and no other").holds(|| {
        let cases = [(500.0, true), (499.0, false), (501.0, false), (500.4, false)];
        assert_allows(Bound::Exactly(count(500)), &cases);
        assert_allows(Bound::Exactly(count(1_000_000)), &[(1_000_000.0, true), (999_999.0, false)]);
        assert_allows_another_unit(&Bound::Exactly(count(5)));
    });
}

#[test]
fn at_least_and_at_most_include_their_value() {
    KINDS.claim("a bound to one side must allow its own value and all on the other side").holds(|| {
        let at_least = [(4.0, false), (4.5, false), (5.0, true), (6.0, true), (-6.0, false)];
        assert_allows(Bound::AtLeast(count(5)), &at_least);
        assert_allows(Bound::AtMost(count(5)), &[(4.0, true), (5.0, true), (5.5, false), (6.0, false)]);
    });
}

#[test]
fn two_counts_of_the_same_thing_must_agree() {
    KINDS.claim("a figure that must be the same as another must equal it").holds(|| {
        let cases = [(999_999.0, false), (1_000_000.0, true), (1_000_000.4, false), (1_000_001.0, false)];
        assert_allows(same_as("y"), &cases);
        assert_allows_another_unit(&same_as("five"));
        for value in [0.0, 7.0] {
            assert!(!allows(same_as("z"), value), "{value} passed although nobody has measured the other");
        }
    });
}

#[test]
fn a_prediction_allows_what_is_near_and_nothing_else() {
    KINDS.claim("a prediction must allow what lies between its two ratios").holds(|| {
        // Ratios of which neither is the other's reciprocal: each end needs its own.
        let near = Bound::Near { predicted: count(100), low: 0.5, high: 3.0 };
        assert_allows(near, &[(49.0, false), (50.0, true), (100.0, true), (300.0, true), (301.0, false)]);
        // A time is in seconds, and a part of one counts.
        let predicted = Figure::time(Duration::from_millis(250));
        let near = Bound::Near { predicted, low: 0.5, high: 1.5 };
        assert_allows(near, &[(0.0, false), (0.12, false), (0.125, true), (0.375, true), (0.38, false)]);
        // Of nothing, both ends are nothing.
        let near = Bound::Near { predicted: count(0), low: 0.5, high: 3.0 };
        assert_allows(near, &[(0.0, true), (0.1, false), (-0.1, false)]);
    });
}

#[test]
fn what_is_not_a_number_does_not_pass() {
    KINDS.claim("what is not a number must not pass, and nothing when compared with it").holds(|| {
        let bounds = |figure, same: &str| {
            let near = Bound::Near { predicted: figure, low: 0.5, high: 3.0 };
            [Bound::Exactly(figure), Bound::AtLeast(figure), Bound::AtMost(figure), near, same_as(same)]
        };
        for bound in bounds(count(0), "y") {
            assert_allows(bound, &[(f64::NAN, false)]);
        }
        for bound in bounds(no_number(), "no number") {
            assert_allows(bound, &[(f64::NAN, false), (0.0, false)]);
        }
    });
}

#[test]
fn what_nobody_has_measured_does_not_pass() {
    EVIDENCE.claim("a figure that no step has measured must not pass").holds(|| {
        for bound in
            [Bound::Exactly(count(0)), Bound::AtLeast(count(0)), Bound::AtMost(count(9)), same_as("y")]
        {
            let finding = Expectation::new("x", bound.clone(), "").judge(&Evidence::default());
            assert!(!finding.passed && finding.measured.is_none(), "without evidence, {bound} passed");
        }
    });
}

#[test]
fn a_finding_keeps_what_was_expected_and_what_came() {
    EVIDENCE.claim("a finding must keep both sides, for they are what is told in the end").holds(|| {
        let expectation = Expectation::new("x", Bound::Exactly(count(3)), "three were sent");
        let finding = expectation.judge(&Evidence::default().with("x", count(2)));
        assert!(finding.expectation == expectation, "the expectation was {:?}", finding.expectation);
        assert!(finding.measured == Some(count(2)), "the measured value was {:?}", finding.measured);
    });
}

#[test]
fn a_figure_is_found_by_its_whole_name() {
    EVIDENCE.claim("a figure must be found by its whole name, whatever else was measured").holds(|| {
        let figures = [("x2", 1), ("not x", 2), ("X", 4), ("x", 3), ("y2", 5), ("y", 3), ("z", 6)];
        let evidence = figures
            .iter()
            .fold(Evidence::default(), |evidence, (name, value)| evidence.with(*name, count(*value)));
        for (bound, passes) in
            [(Bound::Exactly(count(3)), true), (same_as("y"), true), (same_as("y2"), false)]
        {
            let finding = Expectation::new("x", bound, "").judge(&evidence);
            let passed = finding.passed;
            assert!(finding.measured == Some(count(3)), "of {figures:?}, it found `{finding}`");
            assert!(passed == passes, "of {figures:?}, `{finding}` gave {passed} and not {passes}");
        }
    });
}

#[test]
fn the_demo_itself_has_no_flaw() {
    FLAWS.claim("the script of the Month 1 demo must have no flaw").holds(|| {
        for pace in [Pace::Full, Pace::Fast] {
            let flaws = month1(pace).flaws();
            assert!(flaws.is_empty(), "it has {flaws:?}");
        }
    });
}

#[test]
fn the_text_shows_what_its_programs_write() {
    let text =
        Text::at(README).section("Run it").claim("the lesson's text must show what its programs write");
    text.beside_others().within(PATIENCE).holds(|| {
        assert_example_matches_readme("lesson13", README);
        assert_example_matches_readme("lesson13-before", README);
    });
}
