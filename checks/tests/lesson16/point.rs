//! The verdict on one point.

use crate::{SHOWN, shown, skipped};
use checks::quality::{PointReport, Verdict};

#[test]
fn a_point_passes_if_all_that_it_has_shown_holds() {
    SHOWN.claim("a point must pass if there is evidence, and all of it holds").holds(|| {
        for count in 1..4 {
            let verdict = shown("server", &vec![true; count]).verdict();
            assert!(verdict == Verdict::Pass, "with {count} facts, all of which hold, it was {verdict}");
        }
    });
}

#[test]
fn one_fact_that_does_not_hold_is_enough_to_fail() {
    SHOWN.claim("one fact that does not hold must make a point fail, wherever it stands").holds(|| {
        for wrong in 0..3 {
            let mut facts = [true; 3];
            facts[wrong] = false;
            let verdict = shown("server", &facts).verdict();
            assert!(verdict == Verdict::Fail, "with fact {wrong} of 3 not holding, it was {verdict}");
        }
    });
}

#[test]
fn a_point_that_has_shown_nothing_has_failed() {
    SHOWN.claim("a point without any evidence must fail").holds(|| {
        let verdict = shown("server", &[]).verdict();
        assert!(verdict == Verdict::Fail, "without evidence it was {verdict}");
    });
}

#[test]
fn a_point_that_was_skipped_has_neither_passed_nor_failed() {
    SHOWN.claim("a point that was skipped must be told as skipped").holds(|| {
        for facts in [&[][..], &[true], &[false]] {
            let evidence = shown("demo", facts).evidence;
            let verdict = PointReport { evidence, ..skipped("demo") }.verdict();
            assert!(verdict == Verdict::Skip, "with the facts {facts:?} it was {verdict}, not SKIP");
        }
    });
}
