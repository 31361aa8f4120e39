//! `cargo week hint`, `answer` and `diff`.

use crate::toy::{Toy, change, read, week};
use std::fs;

#[test]
fn hints_come_one_at_a_time() {
    let toy = Toy::started(&[]);
    let hint = |args: &[&str]| week(&toy.copy(), &[&["hint"], args].concat());
    let first = "Hint 1: nothing counts\n\n`up` has to `set` what it\ngot.\n\nHint 1 of 3. The next: cargo week hint 1 2\n";
    assert_eq!(hint(&[]).succeeds(), first);
    assert!(hint(&[]).succeeds().starts_with("Hint 2: it wraps around\n\nThere is"));
    assert_eq!(hint(&["1", "1"]).succeeds(), first, "an old one can be read again");
    let last = hint(&[]).succeeds();
    assert!(last.starts_with("Hint 3: the bodies in words") && last.ends_with("\nHint 3 of 3.\n"), "{last}");
    assert_eq!(hint(&[]).refuses(), "lesson 1 has 3 hints; to read one again: cargo week hint 1 3");
    assert!(read(toy.copy().join("progress.toml")).contains("hints = 3\n"));
}

#[test]
fn hints_and_answers_may_stand_beside_the_text() {
    let toy = Toy::started(&[]);
    let said = week(&toy.copy(), &["hint", "2", "2"]).succeeds();
    let expected =
        "2. Nothing is counted\n\n`up`.\n\n### A smaller heading\n\nbelongs to it.\n\nHint 2 of 3.";
    assert!(said.starts_with(expected), "{said}");
    let said = week(&toy.copy(), &["answer", "2", "1"]).succeeds();
    assert_eq!(said, "1. Is the sum of 1 and 2 odd?\n\nYes.\n");
}

#[test]
fn an_answer_has_its_question() {
    let toy = Toy::new(); // the finished course has them, too
    let said = week(&toy.course(), &["answer", "1", "2"]).succeeds();
    assert_eq!(said, "**2.** And how many is one?\n\nOne.\n");
    assert_eq!(
        week(&toy.course(), &["answer", "1", "3"]).refuses(),
        "lesson 1 has questions 1 to 2, but no question 3"
    );
    assert_eq!(
        week(&toy.course(), &["answer", "9", "1"]).refuses(),
        "there is no lesson 9: the course has lessons 1 to 2"
    );
    assert_eq!(
        week(&toy.course(), &["hint"]).refuses(),
        "this is the finished course, where no lesson is next: name one"
    );
    assert!(week(&toy.course(), &["hint", "1"]).succeeds().starts_with("Hint 1:"));
}

#[test]
fn texts_are_read_from_the_record() {
    let toy = Toy::started(&[]);
    fs::remove_file(toy.copy().join("lessons/01-counter/README.md")).expect("it is there");
    assert!(week(&toy.copy(), &["hint"]).succeeds().starts_with("Hint 1:"));
}

/// A copy whose first lesson is written, a bit otherwise than by the reference.
fn written() -> Toy {
    let toy = Toy::started(&[]);
    let counter = toy.copy().join("things/src/counter.rs");
    change(
        &counter,
        "        todo!(\"lesson 01: Counter::up\")\n",
        "        // Mine.\n        self.0.set(self.0.get() + 1);\n",
    );
    change(&counter, "todo!(\"lesson 01: Counter::count\")", "self.0.get()");
    toy
}

#[test]
fn a_difference_is_shown_after_the_check_or_to_those_who_peek() {
    let toy = written();
    let said = week(&toy.copy(), &["diff", "1"]).refuses();
    assert!(said.starts_with("lesson 1 has not passed yet: cargo week check 1 (to see"), "{said}");
    let said = week(&toy.copy(), &["diff", "1", "--peek"]).succeeds();
    let expected = "\
A counter never lies, so it stops rather than begin anew.
- yours, + the reference

Counter::up, things/src/counter.rs
It saturates. A panic would take the caller down for a number.
  fn up(&self) {
-     // Mine.
-     self.0.set(self.0.get() + 1);
+     // A comment of the reference's.
+     self.0.set(self.0.get().saturating_add(1));
  }

Counter::count, things/src/counter.rs
  the same
";
    assert_eq!(said, expected);
}

#[test]
fn a_file_that_is_not_rust_is_told_with_its_line() {
    let toy = written();
    change(toy.copy().join("things/src/counter.rs"), "// Mine.", "if if");
    let said = week(&toy.copy(), &["diff", "1", "--peek"]).refuses();
    assert_eq!(said, "things/src/counter.rs: line 13 is not Rust: expected curly braces");
    change(toy.copy().join("things/src/counter.rs"), "if if", &format!("let _ = {}1;", "!".repeat(100_000)));
    let said = week(&toy.copy(), &["diff", "1", "--peek"]).refuses();
    let expected = "line 12 is nested more deeply than this command reads Rust: make it simpler";
    assert_eq!(said, format!("things/src/counter.rs: {expected}"));
}

#[test]
fn in_the_finished_course_nothing_differs() {
    let toy = Toy::new();
    let expected = "this is the finished course, where nothing is yours: cargo week start makes your copy";
    assert_eq!(week(&toy.course(), &["diff", "1"]).refuses(), expected);
    assert_eq!(week(&toy.course(), &["reset", "1"]).refuses(), expected);
}
