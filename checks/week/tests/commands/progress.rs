//! `cargo week` alone.

use crate::toy::{Toy, change, command, read, run, week};
use std::fs;

/// What of progress.toml does not depend on the time.
fn entry(claims: u32, more: &str) -> String {
    let times = "started = 2026-11-29T08:00:00Z\nseen = 2026-11-29T08:50:00Z\nminutes = 50\nhints = 0\n";
    format!("{times}claims = {claims}\n{more}")
}

#[test]
fn the_finished_course_says_how_to_start() {
    let toy = Toy::new();
    let said = week(&toy.course(), &[]).succeeds();
    assert!(
        said.starts_with("This is the finished course") && said.ends_with("\n    cargo week start\n"),
        "{said}"
    );
    week(&toy.course(), &["start"]).succeeds();
    let said = week(&toy.course().join("things/src"), &[]).succeeds();
    assert!(said.ends_with("Your own copy is in ../my-week:\n\n    cd ../my-week\n"), "{said}");
}

#[test]
fn a_copy_says_what_is_next() {
    let toy = Toy::started(&[]);
    let said = week(&toy.copy(), &[]).succeeds();
    let expected = "  1  Counter    0 of 3    next\n  2  Pair       0 of 2    not yet\n\n\
        0 of 2 lessons passed. Next is lesson 1: read lessons/01-counter/README.md, write its functions, and type\n\n    \
        cargo week check\n";
    assert_eq!(said, expected);
}

#[test]
fn each_lesson_has_its_state() {
    let toy = Toy::started(&[]);
    let one = entry(3, "passed = 2026-11-29T08:50:00Z\n");
    fs::write(toy.copy().join("progress.toml"), format!("[lesson01]\n{one}[lesson02]\n{}", entry(1, "")))
        .expect("it can be written");
    let said = week(&toy.copy(), &[]).succeeds();
    let expected = "  1  Counter    3 of 3    passed     50 min\n  2  Pair       1 of 2    next       50 min\n\n1 of 2 lessons";
    assert!(said.starts_with(expected), "{said}");
    change(toy.copy().join("progress.toml"), "claims = 3", "claims = 2");
    change(toy.copy().join("progress.toml"), "claims = 1\n", "claims = 2\npassed = 2026-11-29T08:50:00Z\n");
    let said = week(&toy.copy(), &[]).succeeds();
    assert!(said.contains("2 of 3    red again") && said.contains("2 of 2    passed"), "{said}");
    assert!(
        said.ends_with(
            "2 of 2 lessons passed. That was the course. All of its checks at once:\n\n    cargo test\n"
        ),
        "{said}"
    );
}

#[test]
fn what_came_solved_is_given() {
    let toy = Toy::started(&["--at", "2"]);
    let said = week(&toy.copy(), &[]).succeeds();
    let expected =
        "  1  Counter              given\n  2  Pair       0 of 2    next\n\n0 of 1 lessons passed.";
    assert!(said.starts_with(expected), "{said}");
}

#[test]
fn a_person_can_read_the_progress() {
    let toy = Toy::started(&[]);
    let words = read(toy.copy().join("progress.toml"));
    assert!(
        words.starts_with("# Your way through the course.") && words.contains("[lesson01]\nstarted = 2"),
        "{words}"
    );
}

#[test]
fn progress_that_was_broken_is_told_and_kept() {
    let toy = Toy::started(&[]);
    let file = toy.copy().join("progress.toml");
    fs::write(&file, "lesson01 = 3").expect("it can be written");
    let ended = week(&toy.copy(), &[]);
    assert!(
        ended.code == Some(1)
            && ended.stderr.contains("progress.toml does not say what it should: mend or delete it")
    );
    assert_eq!(read(&file), "lesson01 = 3");
    fs::remove_file(&file).expect("it is there");
    week(&toy.copy(), &[]).succeeds();
}

#[test]
fn nobody_need_read_it_to_the_end() {
    let toy = Toy::started(&[]);
    let mut child = command(&toy.copy()).stdout(std::process::Stdio::piped()).spawn().expect("it can be run");
    drop(child.stdout.take());
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn there_are_no_colours_in_a_pipe() {
    let toy = Toy::started(&[]);
    assert!(!run(&mut command(&toy.copy())).succeeds().contains('\x1b'));
}
