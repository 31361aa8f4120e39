//! Lesson 2.

use things::counter::Counter;
use things::pair::{Pair, sum};

#[test]
fn no_order_changes_a_sum() {
    let gone = Counter::default();
    let sum = |a, b| sum(&Pair { gone: &gone, numbers: (a, b) });
    assert!(sum(1, 5) == sum(5, 1), "no order must change a sum, but one did; see lessons/02-pair/README.md, section \"Concept\"\n    to see this schedule again: MODEL_SEED=7-3f2a cargo models");
}
