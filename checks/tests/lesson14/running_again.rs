//! What is done again, and what is not.

use crate::stage::{FakeStage, both, broken, near, say, script};
use crate::{NOISE, exactly};
use capstone::demo::{ATTEMPTS, Figure, run};

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
