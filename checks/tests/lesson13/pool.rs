//! The section `pool` of the demo: what it does, and what it predicts.

use crate::{BUILD, KINDS, ROUNDS};
use capstone::demo::{Action, Bound, Evidence, Figure, Pace, Section, Volley, month1};
use std::time::Duration;

/// Whether its formulas are right is the business of their own claims.
const VOLLEY: Volley = Volley { clients: 50, service: Duration::from_millis(10) };

/// What the section predicts.
fn waits() -> [(&'static str, Duration); 4] {
    [
        ("longest wait, 0 workers", VOLLEY.longest(0)),
        ("mean wait, 0 workers", VOLLEY.mean(0)),
        ("longest wait, 4 workers", VOLLEY.longest(4)),
        ("mean wait, 4 workers", VOLLEY.mean(4)),
    ]
}

fn pool() -> Section<Action> {
    let mut sections = month1(Pace::Full).sections.into_iter();
    let found = sections.find(|section| section.name == "pool");
    found.unwrap_or_else(|| panic!("the demo has no section `pool`"))
}

/// What the section expects of this figure.
fn bound(figure: &str) -> Bound {
    let pool = pool();
    let found = pool.expectations().find(|expectation| expectation.figure == figure);
    found.unwrap_or_else(|| panic!("it expects nothing of `{figure}`")).bound.clone()
}

#[test]
fn the_pool_section_predicts_both_waits_with_and_without_workers() {
    ROUNDS
        .claim("the section `pool` must predict what its volley's formulas say, with 0 and with 4 workers")
        .holds(|| {
            for (figure, wait) in waits() {
                let (found, expected) = (bound(figure).predicted(), Figure::time(wait));
                let same = |found: Figure| {
                    found.unit == expected.unit && (found.value - expected.value).abs() < 1e-6
                };
                let told = found.map_or("not predicted".to_owned(), |found| found.to_string());
                assert!(found.is_some_and(same), "its `{figure}` was {told} and not {expected}");
            }
        });
}

// How much longer a wait may be depends on the machine, so that end is free, up to the wait without workers.
#[test]
fn the_pool_section_refuses_a_wait_that_is_shorter_than_predicted() {
    KINDS
        .claim("a wait must pass if it is as predicted, and fail if shorter: a sleep never ends early")
        .holds(|| {
            for (figure, wait) in waits() {
                let bound = bound(figure);
                let predicted = bound.predicted().unwrap_or(Figure::time(wait));
                for (ratio, passes) in [(0.9, false), (1.0, true)] {
                    let measured = predicted.times(ratio);
                    let verdict = if passes { "refused" } else { "allowed" };
                    let allowed = bound.allows(measured, &Evidence::default());
                    assert!(allowed == passes, "`{figure}`, {bound}, {verdict} {measured}");
                }
            }
        });
}

#[test]
fn the_pool_section_refuses_with_workers_the_wait_without_them() {
    KINDS.claim("with 4 workers, the waits of a server without any must fail: else they show nothing").holds(
        || {
            for figure in ["longest wait", "mean wait"] {
                let of = |workers: u32| bound(&format!("{figure}, {workers} workers"));
                let (with, without) = (of(4), of(0));
                let measured = without.predicted().unwrap_or_else(|| panic!("no `{figure}` is predicted"));
                let allowed = with.allows(measured, &Evidence::default());
                assert!(!allowed, "`{figure}, 4 workers`, {with}, allowed {measured}");
            }
        },
    );
}

/// What a step does, in words.
fn words(action: &Action) -> String {
    match action {
        Action::Serve(args) => {
            let line = args.join(" ").replace('=', " ");
            let value = |flag: &str| line.split(' ').skip_while(|word| *word != flag).nth(1);
            let number = |flag: &str| value(flag).and_then(|value| value.parse::<u32>().ok());
            let workers = number("--workers").unwrap_or_default();
            let mut words = format!("server with --workers {}", value("--workers").unwrap_or("not given"));
            // Without workers no request waits. With some, as many more are admitted as there are.
            let queue = number("--queue").filter(|queue| workers > 0 && queue + workers < VOLLEY.clients);
            let connections = number("--max-connections").filter(|limit| *limit < VOLLEY.clients);
            for (flag, limit) in [("--queue", queue), ("--max-connections", connections)] {
                if let Some(limit) = limit {
                    words += &format!(" and {flag} {limit}, which refuses some of the volley");
                }
            }
            words
        }
        Action::Volley(volley, workers) => {
            format!("volley of {} with {:?} each for {workers} workers", volley.clients, volley.service)
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn the_pool_section_sends_one_volley_without_workers_and_the_same_with_four() {
    let claim =
        BUILD.claim("`pool` must start a server and send a volley, first without workers and then with 4");
    claim.holds(|| {
        let found: Vec<_> = pool().steps.iter().map(|step| words(&step.action)).collect();
        let expected = [
            "server with --workers 0",
            "volley of 50 with 10ms each for 0 workers",
            "server with --workers 4",
            "volley of 50 with 10ms each for 4 workers",
        ];
        assert!(found == expected, "its steps were {found:?} and not {expected:?}");
    });
}
