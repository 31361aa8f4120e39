//! In which order the runs are measured.

use crate::month::turns::{Turn, turns};
use crate::{WARM_UP, claim};

fn runs_of(turn: &[Turn]) -> Vec<usize> {
    let measured = turn.iter().filter_map(|turn| match turn {
        Turn::Measure(run) => Some(*run),
        Turn::WarmUp(_) => None,
    });
    measured.collect()
}

#[test]
fn every_measurement_follows_its_own_warm_up() {
    claim(WARM_UP, "a run must be warmed up right before each of its measurements").holds(|| {
        let order = turns(3, 5);
        assert!(!runs_of(&order).is_empty(), "nothing was measured");
        for (place, turn) in order.iter().enumerate() {
            let Turn::Measure(run) = turn else { continue };
            let before = place.checked_sub(1).map(|place| order[place]);
            assert!(
                before == Some(Turn::WarmUp(*run)),
                "run {run} was measured after {}",
                before.map_or("nothing at all".to_owned(), |turn| format!("{turn:?}"))
            );
        }
        assert!(
            order.len() == 2 * runs_of(&order).len(),
            "a server was warmed up and not measured: {order:?}"
        );
    });
}

#[test]
fn every_round_measures_every_run_once() {
    claim(WARM_UP, "in every round each run must be measured once").holds(|| {
        for (runs, rounds) in [(4, 6), (3, 5), (1, 5), (7, 5)] {
            let order = runs_of(&turns(runs, rounds));
            let (count, due) = (order.len(), runs * rounds);
            assert!(count == due, "{runs} runs in {rounds} rounds were {count} measurements, not {due}");
            for (round, measured) in order.chunks(runs).enumerate() {
                let mut sorted = measured.to_vec();
                sorted.sort_unstable();
                assert!(sorted.into_iter().eq(0..runs), "round {round} measured the runs {measured:?}");
            }
        }
    });
}

#[test]
fn the_rounds_begin_with_different_runs() {
    claim(WARM_UP, "each of as many rounds as runs must begin with another run").holds(|| {
        for runs in [3, 4, 5] {
            let order = runs_of(&turns(runs, runs));
            let mut first: Vec<usize> = order.iter().step_by(runs).copied().collect();
            first.sort_unstable();
            assert!(
                first.iter().copied().eq(0..runs),
                "{runs} rounds of {runs} runs began with the runs {first:?}, in some order"
            );
        }
    });
}

#[test]
fn a_round_begins_with_the_run_of_its_number_and_keeps_the_order() {
    claim(WARM_UP, "round r must begin with run r, and run 0 must follow the last run").holds(|| {
        for (runs, rounds) in [(3, 3), (4, 6), (1, 2), (5, 4)] {
            let order = runs_of(&turns(runs, rounds));
            for (round, measured) in order.chunks(runs).enumerate() {
                let due: Vec<_> = (0..runs).map(|step| (round + step) % runs).collect();
                assert!(measured == due, "round {round} of {runs} runs was {measured:?}, not {due:?}");
            }
        }
    });
}
