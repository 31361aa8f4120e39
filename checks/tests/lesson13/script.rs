//! What is wrong with a script, what it predicts, and a part of it: with scripts that do nothing.

use crate::{BUILD, FLAWS, count, no_number, same_as};
use capstone::demo::{Bound, Expectation, Figure, Script, Section, Step};
use std::iter;

/// Names that are in no sentence by chance.
const A: &str = "xq7";
const B: &str = "zk4";

/// A script of sections that have these names, each with these bounds: a step of which nothing is expected,
/// then two bounds in each.
fn script(sections: &[(&'static str, &[Bound])]) -> Script<()> {
    let step =
        |expectations: &[Expectation]| Step { expectations: expectations.to_vec(), ..Step::new("Do it", ()) };
    let sections = sections.iter().map(|(name, bounds)| {
        let expectations: Vec<_> = bounds
            .iter()
            .enumerate()
            .map(|(number, bound)| Expectation::new(format!("x{number}"), bound.clone(), "so"))
            .collect();
        let steps = iter::once(step(&[])).chain(expectations.chunks(2).map(step)).collect();
        Section { name, shows: "it works", look: "there", steps }
    });
    Script { sections: sections.collect() }
}

fn sound() -> Bound {
    Bound::Exactly(count(3))
}

fn anything() -> Bound {
    Bound::AtLeast(count(0))
}

/// Holds the flaws of a script, in any order and any words, against the sections that they must name.
#[track_caller]
fn assert_flaws(sections: &[(&'static str, &[Bound])], named: &[&str]) {
    let flaws = script(sections).flaws();
    let name = |flaw: &String| [A, B].into_iter().find(|name| flaw.contains(name)).unwrap_or("no section");
    let mut found: Vec<_> = flaws.iter().map(name).collect();
    found.sort_unstable();
    let shown = sections.iter().map(|(name, bounds)| {
        let bounds: Vec<_> = bounds.iter().map(Bound::to_string).collect();
        format!("{name} [{}]", bounds.join(", "))
    });
    let shown: Vec<_> = shown.collect();
    assert!(
        found == named,
        "of {} the flaws were {flaws:?}, and should be {} that name {named:?}",
        shown.join(" and "),
        named.len()
    );
}

#[test]
fn a_section_that_cannot_fail_is_a_flaw() {
    FLAWS.claim("a section without an expectation that can fail must be a flaw, with its name").holds(|| {
        assert_flaws(&[(A, &[sound()]), (B, &[])], &[B]);
        assert_flaws(&[(A, &[sound()])], &[]);
    });
}

#[test]
fn an_expectation_that_allows_everything_is_a_flaw() {
    FLAWS.claim("an expectation that every value meets must be a flaw, and no other").holds(|| {
        for (bound, can_fail) in [
            (Bound::AtLeast(count(0)), false),
            (Bound::AtLeast(Figure::ratio(-1.0)), false),
            (Bound::AtMost(Figure { value: f64::INFINITY, ..count(0) }), false),
            (Bound::Near { predicted: count(5), low: 0.0, high: f64::INFINITY }, false),
            (Bound::Near { predicted: count(5), low: 0.0, high: 2.0 }, true),
            (Bound::Near { predicted: count(5), low: 0.5, high: f64::INFINITY }, true),
            (Bound::AtLeast(Figure::ratio(0.5)), true),
            (Bound::AtMost(count(0)), true),
            (Bound::Exactly(count(0)), true),
            (Bound::Exactly(no_number()), true),
            // No value passes a comparison with what is not a number.
            (Bound::AtLeast(no_number()), true),
            (Bound::AtMost(no_number()), true),
            (Bound::Near { predicted: no_number(), low: 0.0, high: f64::INFINITY }, true),
            (Bound::Near { predicted: count(5), low: f64::NAN, high: f64::INFINITY }, true),
            (Bound::Near { predicted: count(5), low: 0.0, high: f64::NAN }, true),
            (same_as("y"), true),
        ] {
            assert_flaws(&[(A, &[sound(), bound])], if can_fail { &[] } else { &[A] });
        }
    });
}

#[test]
fn an_expectation_counts_wherever_it_stands() {
    FLAWS.claim("each expectation of each step must be looked at").holds(|| {
        for place in 0..4 {
            let one = |bound: fn() -> Bound, among: fn() -> Bound| {
                (0..4).map(|number| if number == place { bound() } else { among() }).collect::<Vec<_>>()
            };
            assert_flaws(&[(A, &one(anything, sound))], &[A]);
            assert_flaws(&[(A, &one(sound, anything))], &[A; 3]);
        }
    });
}

#[test]
fn two_sections_of_one_name_are_a_flaw() {
    FLAWS
        .claim("two sections with one name must be a flaw, for the scorecard could not tell them apart")
        .holds(|| {
            let sound: &[Bound] = &[sound()];
            assert_flaws(&[(A, sound), (B, sound), (A, sound)], &[A]);
            assert_flaws(&[(A, sound), (A, sound), (A, sound)], &[A, A]);
            let by_turns = [A, B, A, B, A].map(|name| (name, sound));
            assert_flaws(&by_turns, &[A, A, B]);
        });
}

#[test]
fn no_flaw_hides_another() {
    FLAWS.claim("each flaw must be told, also beside another").holds(|| {
        assert_flaws(&[(A, &[]), (B, &[])], &[A, B]);
        assert_flaws(&[(B, &[anything()])], &[B, B]);
        assert_flaws(&[(A, &[sound(), anything(), anything()])], &[A, A]);
        assert_flaws(&[(A, &[sound()]), (A, &[])], &[A, A]);
        assert_flaws(&[(A, &[sound()]), (A, &[sound(), anything()])], &[A, A]);
        // Of three kinds, each in a section of its own.
        assert_flaws(&[(A, &[sound(), anything()]), (B, &[]), (A, &[sound()])], &[A, A, B]);
    });
}

#[test]
fn the_predictions_come_in_the_order_of_the_script() {
    BUILD.claim("the predictions must be those of all sections, in order, each with its section").holds(
        || {
            let near = |value| Bound::Near { predicted: count(value), low: 0.5, high: 2.0 };
            let script = script(&[
                ("b", &[near(1), Bound::AtLeast(count(9)), sound(), near(2)]),
                ("a", &[Bound::AtMost(count(9)), near(3), same_as("y")]),
            ]);
            let predictions = script.predictions().into_iter();
            let found: Vec<_> = predictions
                .map(|(name, expectation)| (name, expectation.bound.predicted().map(|figure| figure.value)))
                .collect();
            let expected = [("b", Some(1.0)), ("b", Some(2.0)), ("a", Some(3.0))];
            assert!(found == expected, "they were {found:?} and not {expected:?}");
        },
    );
}

#[test]
fn chosen_sections_keep_their_order_and_an_unknown_name_is_refused() {
    BUILD
        .claim(
            "only the chosen sections must be left, and the first name that no section has must be the error",
        )
        .holds(|| {
            let choose = |names: &[&str]| {
                let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
                let chosen =
                    script(&[("b", &[sound()]), ("abc", &[sound()]), ("a", &[sound()])]).only(&names);
                chosen.map(|script| script.sections.iter().map(|section| section.name).collect::<Vec<_>>())
            };
            for (names, left) in [
                (&["a", "b"][..], &["b", "a"][..]),
                (&["a"], &["a"]),
                (&[], &["b", "abc", "a"]),
                (&["a", "b", "a"], &["b", "a"]),
            ] {
                let found = choose(names);
                assert!(found == Ok(left.to_vec()), "for {names:?} it gave {found:?} and not Ok({left:?})");
            }
            // Two of one name are a flaw, which must not be hidden by the choice.
            let twins = script(&[("a", &[sound()]), ("b", &[sound()]), ("a", &[sound()])]);
            let left = twins.only(&["a".to_owned()]).map(|script| script.sections.len());
            assert!(left == Ok(2), "of two sections of the name `a` it left {left:?}");
            for (names, unknown) in [
                (&["a", "lunch"][..], "lunch"),
                (&["x1", "x2"], "x1"),
                (&["x2", "x1"], "x2"),
                (&["ab"], "ab"),
                (&["B"], "B"),
                (&[" a"], " a"),
                (&[""], ""),
            ] {
                let (found, expected) = (choose(names), Err(unknown.to_owned()));
                assert!(
                    found == expected,
                    "for {names:?} it gave {found:?} and not {expected:?}, the bare name"
                );
            }
        });
}
