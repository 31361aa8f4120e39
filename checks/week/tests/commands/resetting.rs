//! `cargo week reset`.

use crate::toy::{Toy, change, read, week};
use std::fs;

const COUNTER: &str = "things/src/counter.rs";
const UP: &str = "todo!(\"lesson 01: Counter::up\")";

/// The file that the command says the old bodies are in.
fn kept(toy: &Toy, said: &str) -> String {
    let (_, path) = said.trim_end().split_once("is kept in ").unwrap_or_else(|| panic!("{said}"));
    read(toy.copy().join(path))
}

#[test]
fn the_blanks_come_back_and_the_bodies_are_kept() {
    let toy = Toy::started(&[]);
    let (file, pair) = (toy.copy().join(COUNTER), toy.copy().join("things/src/pair.rs"));
    let starter = read(&file);
    change(&file, "//! A counter.", "//! My counter.");
    let changed = read(&file);
    change(&file, &format!("&self) {{\n        {UP}"), "self: &Self) {\n        mine()");
    change(&pair, "todo!(\"lesson 02: sum\")", "pair.numbers.0");
    let said = week(&toy.copy(), &["reset", "1"]).succeeds();
    assert!(said.starts_with("The blanks of lesson 1 are back."), "{said}");
    assert_eq!(read(&file), changed, "only the function changes, its parameters included");
    assert_eq!(
        kept(&toy, &said),
        "// Counter::up, things/src/counter.rs\n    fn up(self: &Self) {\n        mine()\n    }\n\n"
    );
    assert!(read(&pair).contains("pair.numbers.0"));
    assert_ne!(starter, changed);
    let said = week(&toy.copy(), &["reset", "1"]).succeeds();
    assert_eq!(said, "The blanks of lesson 1 are back. Nothing was written there.\n");
}

#[test]
fn all_lessons_can_be_reset_and_their_progress_too() {
    let toy = Toy::started(&[]);
    for (file, label, body) in
        [(COUNTER, "01: Counter::up", "one()"), ("things/src/pair.rs", "02: sum", "two()")]
    {
        change(toy.copy().join(file), &format!("todo!(\"lesson {label}\")"), body);
    }
    change(toy.copy().join("progress.toml"), "claims = 0", "claims = 3\npassed = 2026-11-29T08:50:00Z");
    let said = week(&toy.copy(), &["reset", "--all"]).succeeds();
    let kept = kept(&toy, &said);
    assert!(kept.contains("one()") && kept.contains("two()"), "{kept}");
    assert!(read(toy.copy().join(COUNTER)).contains(UP));
    assert!(week(&toy.copy(), &[]).succeeds().contains("0 of 3    next"));
}

#[test]
fn a_lesson_that_came_solved_can_be_made_blank() {
    let toy = Toy::started(&["--at", "2"]);
    let said = week(&toy.copy(), &["reset", "1"]).succeeds();
    assert!(kept(&toy, &said).contains("saturating_add") && read(toy.copy().join(COUNTER)).contains(UP));
}

#[test]
fn a_file_beyond_repair_is_replaced_and_kept_whole() {
    let deep = format!("fn f() {{ {}1{} }}", "(".repeat(10_000), ")".repeat(10_000));
    for broken in ["impl Counter {", "impl Other { fn up() {} }", &deep] {
        let toy = Toy::started(&[]);
        let starter = read(toy.copy().join(COUNTER));
        fs::write(toy.copy().join(COUNTER), broken).expect("it can be written");
        let said = week(&toy.copy(), &["reset", "1"]).succeeds();
        assert_eq!(read(toy.copy().join(COUNTER)), starter, "{broken}");
        assert!(kept(&toy, &said).contains(broken), "{said}");
        fs::remove_file(toy.copy().join(COUNTER)).expect("it is there");
        week(&toy.copy(), &["reset", "1"]).succeeds();
        assert_eq!(read(toy.copy().join(COUNTER)), starter, "a file that was deleted comes back");
    }
}

#[test]
fn a_lesson_or_all_must_be_named() {
    let toy = Toy::started(&[]);
    for args in [&["reset"][..], &["reset", "1", "--all"]] {
        assert_eq!(week(&toy.copy(), args).code, Some(2), "{args:?}");
    }
}
