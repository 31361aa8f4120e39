//! What may be measured again.

use crate::{AGAIN, fact};
use checks::quality::{Attempts, Fact};

/// Measures with these results one after the other, and says how often, and what the last evidence was.
fn run(limit: u32, results: Vec<Vec<Fact>>) -> (u32, Vec<Fact>) {
    let mut results = results.into_iter();
    let mut measured = 0;
    let measure = || {
        measured += 1;
        results.next().unwrap_or_else(|| panic!("it was measured {measured} times"))
    };
    let (count, evidence) = Attempts { limit }.run(measure);
    assert_eq!(count, measured, "it told {count} attempts where {measured} were made");
    (count, evidence)
}

fn ratio(times: u32) -> Fact {
    Fact::that("speed-up", "at least 5x", format!("{times}x"), times >= 5).timed()
}

#[test]
fn what_holds_is_not_measured_again() {
    AGAIN.claim("what holds must not be measured again").holds(|| {
        let (count, _) = run(3, vec![vec![fact(true), ratio(7)]]);
        assert_eq!(count, 1, "it was measured {count} times");
    });
}

#[test]
fn what_depends_on_the_machines_speed_is_measured_again_until_it_holds() {
    AGAIN.claim("what depends on the machine's speed must be measured again until it holds").holds(|| {
        let (count, evidence) = run(3, vec![vec![fact(true), ratio(3)], vec![fact(true), ratio(6)]]);
        assert_eq!(count, 2, "it was measured {count} times, though the second was good");
        assert_eq!(evidence, [fact(true), ratio(6)], "the evidence was not that of the last attempt");
    });
}

#[test]
fn it_is_measured_no_more_often_than_the_limit_says() {
    AGAIN.claim("the limit must be the number of attempts, and the last of them must count").holds(|| {
        for (limit, attempts) in [(0, 1), (1, 1), (2, 2), (5, 5)] {
            let results = (0..attempts).map(|number| vec![ratio(number % 5)]).collect();
            let (count, evidence) = run(limit, results);
            assert_eq!(count, attempts, "with a limit of {limit} it was measured {count} times");
            let last = [ratio((attempts - 1) % 5)];
            assert_eq!(
                evidence, last,
                "with a limit of {limit} the evidence was not that of the last attempt"
            );
        }
        // The last is not the best: two ratios are low in it, and one in the first.
        let last = vec![ratio(3), ratio(2)];
        let (_, evidence) = run(2, vec![vec![ratio(3)], last.clone()]);
        assert_eq!(evidence, last, "the last of two attempts was the worse, and its evidence did not count");
        // Each of two ratios holds once, and never both.
        let (first, last) = (vec![ratio(3), ratio(7)], vec![ratio(7), ratio(3)]);
        let (_, evidence) = run(2, vec![first, last.clone()]);
        assert_eq!(
            evidence, last,
            "of two attempts, each with another ratio that held, the last did not count"
        );
    });
}

#[test]
fn a_fact_that_has_nothing_to_do_with_speed_is_never_measured_again() {
    AGAIN.claim("a reply that was lost once must be told, however often it could be tried").holds(|| {
        let lost = fact(false);
        for facts in [
            vec![lost.clone()],
            vec![ratio(3), lost.clone()],
            vec![lost.clone(), ratio(3)],
            vec![lost, ratio(7)],
        ] {
            let (count, evidence) = run(3, vec![facts.clone(), vec![fact(true)]]);
            assert_eq!((count, evidence), (1, facts), "it was measured {count} times");
        }
    });
}

#[test]
fn nothing_seen_is_not_measured_again() {
    AGAIN.claim("an attempt that has shown nothing must not be repeated").holds(|| {
        let (count, evidence) = run(3, vec![vec![], vec![fact(true)]]);
        assert!(evidence.is_empty(), "it was measured {count} times, until something was seen");
    });
}

#[test]
fn a_slow_attempt_does_not_excuse_the_next() {
    AGAIN.claim("a slow attempt must not excuse what goes wrong in the next").holds(|| {
        for (what, facts) in [
            ("a lost reply", vec![fact(false)]),
            ("a lost reply and a low ratio", vec![fact(false), ratio(3)]),
            ("nothing", vec![]),
        ] {
            let (count, evidence) = run(3, vec![vec![ratio(3)], facts.clone(), vec![fact(true)]]);
            assert_eq!(
                count, 2,
                "it was measured {count} times, where the second showed {what} and should have been the last"
            );
            assert_eq!(evidence, facts, "the evidence was not that of the second, which showed {what}");
        }
    });
}
