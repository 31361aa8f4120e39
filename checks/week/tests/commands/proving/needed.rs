//! Which claims are needed.

use super::solutions::WRONG_1;
use crate::checking::in_order;
use crate::toy::{Toy, read};
use std::fs;

#[test]
fn a_claim_that_is_never_red_alone_is_explained() {
    let toy = Toy::new();
    let [adds_two, wraps, (name, one_too_many), _] = WRONG_1;
    [adds_two, wraps].iter().for_each(|(name, text)| toy.solution("01-counter", name, text));
    let head = "//! lesson: 01\n//! mistake: is lost\n//! expect: a new counter must count nothing\n";
    let lost = format!("{head}impl Counter {{ pub fn count(&self) -> u32 {{ 7 }} }}\n");
    toy.solution("01-counter", "lost", &lost);

    let said = toy.fails(&["1"]);
    in_order(
        &said,
        &[
            "3 of 3 claims are turned red by a wrong solution; 2 by one that turns no other red.\n",
            "red alone, and checks/wrong/implied.toml does not say why none can:\n    01 a new counter counts nothing\n",
        ],
    );

    let list =
        "[[claim]]\nlesson = 1\nwords = \"a new counter counts nothing\"\nwhy = \"zero comes first\"\n";
    fs::write(toy.course().join("checks/wrong/implied.toml"), list).expect("it can be written");
    let said = toy.prove(&["1", "--table", "../table.md"]).succeeds();
    assert!(!said.contains("implied.toml"), "{said}");
    toy.solution("01-counter", name, one_too_many);
    let said = toy.prove(&["1"]).succeeds();
    assert!(said.contains("says that none does:\n    01 a new counter counts nothing\n"), "{said}");
    let table = read(toy.beside("table.md"));
    assert!(table.ends_with("- lesson 1: a new counter counts nothing: zero comes first\n"), "{table}");
}
