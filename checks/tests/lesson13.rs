//! Lesson 13: a script says beforehand what must come, is judged by evidence, and is refused if it cannot fail.
#![cfg(not(feature = "shuttle"))]

#[path = "lesson13/volley.rs"]
mod volley;

use capstone::demo::{Bound, Evidence, Expectation, Figure, Pace, Script, Section as Scene, Step, month1};
use checks::{Section, Text, assert_example_matches_readme};
use std::time::Duration;

const README: &str = "lessons/13-demo-script/README.md";
const EVIDENCE: Section = Text::at(README).section("Evidence, and what it must be");
const KINDS: Section = Text::at(README).section("Five kinds of bound");
const FLAWS: Section = Text::at(README).section("A demo that cannot fail");

const PATIENCE: Duration = Duration::from_secs(60);

fn count(count: u64) -> Figure {
    Figure::count(count)
}

/// Judges a figure `x` of this value by this bound; `y` is 7.
fn allows(bound: Bound, value: f64) -> bool {
    let evidence = Evidence::default().with("x", Figure { value, ..count(0) }).with("y", count(7));
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

#[test]
fn an_exact_bound_allows_its_value_alone() {
    KINDS.claim("an exact bound must allow its value and no other").holds(|| {
        assert_allows(Bound::Exactly(count(500)), &[(500.0, true), (499.0, false), (501.0, false)]);
    });
}

#[test]
fn at_least_and_at_most_include_their_value() {
    KINDS.claim("a bound to one side must allow its own value and all on the other side").holds(|| {
        assert_allows(Bound::AtLeast(count(5)), &[(4.0, false), (5.0, true), (6.0, true)]);
        assert_allows(Bound::AtMost(count(5)), &[(4.0, true), (5.0, true), (6.0, false)]);
    });
}

#[test]
fn two_counts_of_the_same_thing_must_agree() {
    KINDS.claim("a figure that must be the same as another must equal it").holds(|| {
        let same_as = |name: &str| Bound::SameAs(name.to_owned());
        assert_allows(same_as("y"), &[(6.0, false), (7.0, true), (8.0, false)]);
        assert!(!allows(same_as("z"), 7.0), "it passed although nobody has measured the other");
    });
}

#[test]
fn a_prediction_allows_what_is_near_and_nothing_else() {
    KINDS.claim("a prediction must allow what lies between its two ratios").holds(|| {
        let near = Bound::Near { predicted: count(100), low: 0.5, high: 2.0 };
        assert_allows(
            near,
            &[(49.0, false), (50.0, true), (100.0, true), (200.0, true), (201.0, false), (f64::NAN, false)],
        );
    });
}

#[test]
fn what_nobody_has_measured_does_not_pass() {
    EVIDENCE.claim("a figure that no step has measured must not pass").holds(|| {
        for bound in [Bound::Exactly(count(0)), Bound::AtLeast(count(0)), Bound::AtMost(count(9))] {
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

/// A script of sections that have these names, each with these bounds for a figure `x`.
fn script(sections: &[(&'static str, &[Bound])]) -> Script<()> {
    let sections = sections.iter().map(|(name, bounds)| {
        let step = Step::new("Do it", ());
        let step = bounds.iter().fold(step, |step, bound| step.expect("x", bound.clone(), "so"));
        Scene { name, shows: "it works", look: "there", steps: vec![step] }
    });
    Script { sections: sections.collect() }
}

#[test]
fn a_section_that_cannot_fail_is_a_flaw() {
    FLAWS.claim("a section without an expectation that can fail must be a flaw, with its name").holds(|| {
        let sound: &[Bound] = &[Bound::Exactly(count(3))];
        let flaws = script(&[("a", sound), ("b", &[])]).flaws();
        assert!(
            flaws.len() == 1 && flaws[0].contains('b'),
            "of two sections, one empty, the flaws were {flaws:?}"
        );
        let flaws = script(&[("a", sound)]).flaws();
        assert!(flaws.is_empty(), "a sound script had the flaws {flaws:?}");
    });
}

#[test]
fn an_expectation_that_allows_everything_is_a_flaw() {
    FLAWS.claim("an expectation that every value meets must be a flaw").holds(|| {
        let sound = Bound::AtLeast(count(1));
        for (bound, can_fail) in [
            (Bound::AtLeast(count(0)), false),
            (Bound::AtMost(Figure { value: f64::INFINITY, ..count(0) }), false),
            (Bound::Near { predicted: count(5), low: 0.0, high: f64::INFINITY }, false),
            (Bound::Near { predicted: count(5), low: 0.0, high: 2.0 }, true),
            (Bound::Near { predicted: count(5), low: 0.5, high: f64::INFINITY }, true),
            (Bound::AtMost(count(0)), true),
            (Bound::Exactly(count(0)), true),
        ] {
            let flaws = script(&[("a", &[sound.clone(), bound.clone()])]).flaws();
            assert!(flaws.is_empty() == can_fail, "with the bound {bound}, the flaws were {flaws:?}");
        }
    });
}

#[test]
fn two_sections_of_one_name_are_a_flaw() {
    FLAWS
        .claim("two sections with one name must be a flaw, for the scorecard could not tell them apart")
        .holds(|| {
            let sound: &[Bound] = &[Bound::Exactly(count(3))];
            let flaws = script(&[("a", sound), ("b", sound), ("a", sound)]).flaws();
            assert!(flaws.len() == 1 && flaws[0].contains('a'), "of a, b and a, the flaws were {flaws:?}");
        });
}

#[test]
fn the_predictions_come_in_the_order_of_the_script() {
    EVIDENCE.claim("the predictions must be those of all sections, in order, each with its section").holds(
        || {
            let near = |value| Bound::Near { predicted: count(value), low: 0.5, high: 2.0 };
            let script = script(&[("a", &[near(1), Bound::AtLeast(count(9))]), ("b", &[near(2)])]);
            let found: Vec<_> = script
                .predictions()
                .iter()
                .map(|(name, expectation)| (*name, expectation.bound.predicted()))
                .collect();
            assert!(found == [("a", Some(count(1))), ("b", Some(count(2)))], "they were {found:?}");
        },
    );
}

#[test]
fn chosen_sections_keep_their_order_and_an_unknown_name_is_refused() {
    FLAWS
        .claim("only the chosen sections must be left, and a name that no section has must be an error")
        .holds(|| {
            let sound: &[Bound] = &[Bound::Exactly(count(3))];
            let choose = |names: &[&str]| {
                let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
                let chosen = script(&[("a", sound), ("b", sound), ("c", sound)]).only(&names);
                chosen.map(|script| script.sections.iter().map(|section| section.name).collect::<String>())
            };
            for (names, left) in [(&["c", "a"][..], "ac"), (&["b"], "b"), (&[], "abc")] {
                let found = choose(names);
                assert!(found == Ok(left.to_owned()), "for {names:?} it gave {found:?}");
            }
            let found = choose(&["a", "lunch"]);
            assert!(found == Err("lunch".to_owned()), "for a section `lunch` it gave {found:?}");
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
