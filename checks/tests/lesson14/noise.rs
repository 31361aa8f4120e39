//! What is done again, and what is not.

use crate::reports::{failed, section};
use crate::stage::{FakeStage, both, broken, near, say, script};
use crate::{README, exactly};
use capstone::demo::{ATTEMPTS, Bound, Figure, Unit, run};
use checks::{Section, Text};

const NOISE: Section = Text::at(README).section("Noise has one direction");

#[test]
fn a_time_that_is_too_long_is_measured_again_and_may_pass_then() {
    NOISE.claim("a section in which only times are wrong must be done again, and may pass then").holds(
        || {
            let mut stage = FakeStage { slow: 2, ..FakeStage::default() };
            let report = run(&script(&[("a", &[near(10)])]), &mut stage, &mut ());
            let attempts = report.sections[0].attempts;
            assert!(report.passed(), "slow twice, then quick: it did not pass");
            assert!(attempts == 3, "slow twice, then quick: its report says attempt {attempts} and not 3");
            let calmed = stage.calmed();
            assert!(calmed == 2, "before two more attempts, it waited for calm {calmed} times");
            assert!(
                stage.cleared_after == [1, 2, 3],
                "three attempts: cleared after {:?}",
                stage.cleared_after
            );
        },
    );
}

#[test]
fn after_the_last_attempt_a_time_that_is_too_long_is_a_failure() {
    NOISE.claim("a time that is too long in every attempt must fail").holds(|| {
        let mut stage = FakeStage { slow: 100, ..FakeStage::default() };
        let report = run(&script(&[("a", &[near(10)])]), &mut stage, &mut ());
        let attempts = report.sections[0].attempts;
        assert!(
            !report.passed() && attempts == ATTEMPTS,
            "always slow: passed {}, attempts {attempts}",
            report.passed()
        );
        assert!(stage.done.len() == ATTEMPTS as usize, "it was tried {} times", stage.done.len());
        let calmed = stage.calmed();
        assert!(
            calmed == 2,
            "three attempts have two pauses between them, and it waited for calm {calmed} times"
        );
        let of = report.sections[0].evidence.get("steps done");
        assert!(
            of == Some(Figure::count(3)),
            "the last attempt ended after step 3, and the report is of step {of:?}"
        );
    });
}

#[test]
fn a_wrong_count_is_not_tried_again() {
    NOISE.claim("a wrong count must fail at once, also beside a time that is too long").holds(|| {
        for acts in [vec![say("x", 1, exactly(2))], vec![both(10, 1, exactly(2))], vec![broken("no")]] {
            let mut stage = FakeStage { slow: 100, ..FakeStage::default() };
            let report = run(&script(&[("a", &acts)]), &mut stage, &mut ());
            assert!(!report.passed(), "it passed");
            let times = stage.done.len();
            assert!(times == 1, "it was tried {times} times, until luck would have helped");
        }
    });
}

#[test]
fn only_what_depends_on_the_machine_may_be_noise() {
    NOISE.claim("what is wrong may be noise only if it was measured and every such figure is noisy").holds(
        || {
            let measured = |unit| Some(Figure { value: 7.0, unit });
            let bounds = |unit| {
                let predicted = Figure { value: 1.0, unit };
                let near = Bound::Near { predicted, low: 0.5, high: 2.0 };
                let same = Bound::SameAs("another".to_owned());
                [Bound::Exactly(predicted), Bound::AtLeast(predicted), Bound::AtMost(predicted), same, near]
            };
            for unit in [Unit::Count, Unit::Time, Unit::Rate, Unit::Percent, Unit::Ratio] {
                for bound in bounds(unit) {
                    let (due, words) = (unit.is_noisy(), format!("a wrong {unit:?}, expected {bound}"));
                    let found = section(vec![failed(&bound, measured(unit))]).may_be_noise();
                    assert!(found == due, "of {words}, it said {found}");
                    let found = section(vec![failed(&bound, None)]).may_be_noise();
                    assert!(!found, "of a {unit:?} that was not measured, expected {bound}, it said {found}");
                }
            }
            let time =
                || failed(&Bound::AtMost(Figure { value: 1.0, unit: Unit::Time }), measured(Unit::Time));
            let count = || failed(&exactly(1), measured(Unit::Count));
            for findings in [vec![time(), count()], vec![count(), time()]] {
                assert!(!section(findings).may_be_noise(), "a wrong count beside a wrong time was noise");
            }
        },
    );
}
