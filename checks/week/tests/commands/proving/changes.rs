//! The course itself, each time with one thing left out or changed.

use crate::checking::in_order;
use crate::toy::{Toy, change, read};
use std::fs;

#[test]
fn what_is_left_out_is_missed_or_told() {
    let toy = Toy::proving();
    let pair = toy.course().join("things/src/pair.rs");
    change(&pair, "        self.gone.up();\n", "        self.close();\n        self.post();\n");
    let methods = "impl Pair<'_> {\n    fn close(&self) {\n        self.gone.up();\n    }\n\n    fn post(&self) {}\n}\n";
    fs::write(&pair, read(&pair) + methods).expect("it can be written");
    let said = toy.fails(&["--omissions", "--times", "2"]);
    in_order(
        &said,
        &[
            "  ok    02 less   pair.rs:16: 2 of 2, ",
            " s, `<Pair as Drop>::drop` without `self.close();`\n",
            "        a pair that goes must be counted, but 0 were\n",
            "  FAIL  02 less   pair.rs:17: 0 of 2, ",
            " s, `<Pair as Drop>::drop` without `self.post();`\n",
            "        run 1: it passes, with the models if there are any\n",
            "1 of 2 calls that wake, wait or close are missed where they are left out.\n",
        ],
    );
    assert!(!said.contains("wrong") && !said.contains("claims"), "{said}");
}

#[test]
fn what_is_changed_is_caught_or_as_right_as_the_course() {
    let toy = Toy::proving();
    let pair = toy.course().join("things/src/pair.rs");
    // Texts cannot be subtracted, and the sums that are tried are not below 1.
    let body = "    let none = String::new() + \"\";\n    (pair.numbers.0 + pair.numbers.1).max(0)\n";
    change(&pair, "    pair.numbers.0 + pair.numbers.1\n", body);
    let said = toy.fails(&["2", "--mutations"]);
    let survivor = "  FAIL  02 other  sum: 0 to 1 in 0: 0 of 1, ";
    in_order(
        &said,
        &[
            "  ok    02 other  none: 1 of 1, ",
            "  ok    02 other  sum: max to min in (pair.numbers.0 + pair.numbers.1).max(0): 1 of 1, ",
            "  ok    02 other  sum: + to - in pair.numbers.0 + pair.numbers.1: 1 of 1, ",
            survivor,
            "        run 1: it passes, with the models if there are any\n",
            "  ok    02 other  <Pair as Drop>::drop: without self.gone.up();: 1 of 1, ",
            " (pair.rs:16)\n        a pair that goes must be counted, but 0 were\n",
            "7 of 8 mutations are caught, or listed as being as right, and then they pass.\n",
        ],
    );
    assert!(!said.contains("String") && !said.contains("claims"), "{said}");

    let list =
        "[[reason]]\nwhy = \"the sums that are tried are greater\"\nmutations = [\"sum: 0 to 1 in 0\"]\n";
    fs::write(toy.course().join("checks/wrong/equivalent.toml"), list).expect("it can be written");
    let said = toy.prove(&["2", "--mutations"]).succeeds();
    assert!(said.contains("8 of 8 mutations are caught") && !said.contains("FAIL"), "{said}");
}
