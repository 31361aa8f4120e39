//! `cargo week grade`: whose fault it is that a submission does not compile.

use crate::grading::{COUNTER, PAIR, has_lines};
use crate::toy::{Toy, change};

#[test]
fn who_has_renamed_a_parameter_is_not_blamed_for_others() {
    let toy = Toy::solved();
    change(toy.copy().join(COUNTER), "fn up(&self)", "fn up(self: &Self)");
    change(toy.copy().join(PAIR), "pair.numbers.0 + pair.numbers.1", "\"no number\"");
    has_lines(
        &toy.graded(),
        &[
            "Lesson  1, Counter: 3 of 3",
            "Lesson  2, Pair: 0 of 3",
            "    things/src/pair.rs counts as blank: it does not compile:",
            "    error[E0308]",
        ],
    );
}

#[test]
fn who_declares_a_function_otherwise_is_blamed_for_those_that_call_it() {
    let toy = Toy::solved();
    change(toy.copy().join(COUNTER), "fn up(&self)", "fn up(&self, _: u32)");
    let blank = "    things/src/counter.rs counts as blank: it does not compile:";
    has_lines(
        &toy.graded(),
        &["Lesson  1, Counter: 0 of 3", blank, "    error[E0061]", "Lesson  2, Pair: 3 of 3"],
    );
    // And whose fault is another has that one.
    change(toy.copy().join(PAIR), "pair.numbers.0 + pair.numbers.1", "\"no number\"");
    let other = "    things/src/pair.rs counts as blank: it does not compile:";
    has_lines(
        &toy.graded(),
        &["Lesson  1, Counter: 0 of 3", blank, "Lesson  2, Pair: 0 of 3", other, "    error[E0308]"],
    );
}
