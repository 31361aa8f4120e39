//! `cargo week grade`: how a test program is asked what is in it.

use crate::grading::has_lines;
use crate::toy::{Toy, change, command, run, week};
use std::fs;

/// A check that is its own test program. It says what is in it to those alone who keep their secrets to themselves.
const CHECK: &str = r#"
fn main() {
    let is_listed = std::env::args().any(|arg| arg == "--list");
    let is_ignored = std::env::args().any(|arg| arg == "--ignored");
    if !is_listed || is_ignored || std::env::var_os("SECRET").is_some() {
        return;
    }
    for test in ["a_new_counter_counts_nothing", "each_up_counts_one", "the_count_does_not_wrap_around"] {
        println!("{test}: test");
    }
}
"#;

#[test]
fn a_program_is_asked_for_its_tests_within_the_same_limits() {
    let toy = Toy::new();
    let checks = toy.course().join("checks");
    fs::write(checks.join("tests/lesson01.rs"), CHECK).expect("it can be written");
    let own = "\n[[test]]\nname = \"lesson01\"\nharness = false\n";
    change(checks.join("Cargo.toml"), "\n[lints]", &format!("{own}\n[lints]"));
    week(&toy.course(), &["start"]).succeeds();
    toy.write_lesson_1();
    let mut grade = command(&toy.course());
    grade.args(["grade", "--submission", "../my-week"]).env("CARGO_TARGET_DIR", toy.beside("target"));
    let ended = run(grade.env("SECRET", "yes"));
    assert_eq!(ended.code, Some(0), "{ended:?}");
    // It proves nothing: it was asked, and that is all.
    has_lines(&ended.stdout, &["Lesson  1, Counter: 0 of 3", "    - each up counts one"]);
}
