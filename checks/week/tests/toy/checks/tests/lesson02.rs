//! Lesson 2.

use things::counter::Counter;
use things::pair::{Pair, sum};

#[test]
fn a_sum_is_of_both() {
    let gone = Counter::default();
    let sum = sum(&Pair { gone: &gone, numbers: (1, 2) });
    assert!(sum == 3, "a sum must be of both, but 1 and 2 gave {sum}; see lessons/02-pair/README.md, section \"Concept\"");
}

#[test]
fn a_pair_that_goes_is_counted() {
    let gone = Counter::default();
    drop(Pair { gone: &gone, numbers: (1, 2) });
    let count = gone.count();
    assert!(count == 1, "a pair that goes must be counted, but {count} were; see lessons/02-pair/README.md, section \"Concept\"");
}
