//! `cargo week check`.

use crate::toy::{Ended, Toy, change, command, read, run, week};
use std::fs;
use std::path::PathBuf;
use std::process::{self, Command};

const COUNTER: &str = "things/src/counter.rs";
const PAIR: &str = "things/src/pair.rs";

impl Toy {
    /// Writes the functions of lesson 1 as the reference has them.
    pub(crate) fn write_lesson_1(&self) {
        fs::copy(self.course().join(COUNTER), self.copy().join(COUNTER)).expect("it can be written");
    }

    pub(crate) fn write_lesson_2(&self) {
        fs::copy(self.course().join(PAIR), self.copy().join(PAIR)).expect("it can be written");
    }

    fn counter(&self) -> PathBuf {
        self.copy().join(COUNTER)
    }

    fn check(&self, args: &[&str]) -> Ended {
        week(&self.copy(), &[&["check"], args].concat())
    }
}

impl Ended {
    /// What a check wrote that did not pass.
    #[track_caller]
    fn red(self) -> String {
        assert!(self.code == Some(1) && self.stderr.is_empty(), "{self:?}");
        self.stdout
    }
}

/// The parts stand in the text in this order.
#[track_caller]
pub(crate) fn in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => panic!("{part:?} is not behind the others in\n{text}"),
        }
    }
}

#[test]
fn a_starter_is_red_for_its_own_blanks() {
    let toy = Toy::started(&[]);
    let said = toy.check(&[]).red();
    let expected = "Lesson 1: Counter, 3 claims\nStill blank, 2 of 2: `Counter::up`, `Counter::count`.\n\n  blank a new counter \
        counts nothing\n\n        not yet implemented: lesson 01: Counter::count\n";
    assert!(said.starts_with(expected), "{said}");
    in_order(&said, &["blank each up", "blank the count", "0 of 3 claims hold.", "\n    cargo week check\n"]);
    assert!(!said.contains("child"), "what is ignored is not run: {said}");
}

#[test]
fn claims_come_in_the_lessons_order_and_the_first_failure_whole() {
    let toy = Toy::started(&[]);
    toy.write_lesson_1();
    change(toy.counter(), "saturating_add(1)", "wrapping_add(2)");
    // What is no claim has nothing new to tell, and is not waited for.
    let hangs = "fn a_text_shows_the_truth() { std::thread::sleep(std::time::Duration::from_secs(500)) }";
    change(toy.copy().join("checks/tests/lesson01.rs"), "fn a_text_shows_the_truth() {}", hangs);
    let said = toy.check(&[]).red();
    let expected = "Lesson 1: Counter, 3 claims\n\n  ok    a new counter counts nothing\n  FAIL  each up counts one\n\n        \
        each up must count one, but 3 gave 6\n          a detail\n        Read lessons/01-counter/README.md, section \
        \"Concept\".\n\n  FAIL  the count does not wrap-around\n\n1 of 3 claims hold. Begin with \
        the first failure above.\nA hint: cargo week hint 1\n\nNext:\n    cargo week check\n";
    assert_eq!(said, expected);
    assert!(read(toy.copy().join("progress.toml")).contains("claims = 1\n"));
}

#[test]
fn a_lesson_that_passes_leads_to_the_next() {
    let toy = Toy::started(&[]);
    toy.write_lesson_1();
    let said = toy.check(&[]).succeeds();
    let expected = "Lesson 1 has passed.\nYour functions beside those of the reference: cargo week diff 1\n\nNext is lesson 2: \
        read lessons/02-pair/README.md, write its functions, and type\n    cargo week check\n";
    assert!(said.ends_with(expected), "{said}");
    in_order(
        &read(toy.copy().join("progress.toml")),
        &["[lesson01]", "passed = 2", "claims = 3", "[lesson02]"],
    );
    assert!(week(&toy.copy(), &["diff", "1"]).succeeds().contains("  the same\n"));
    toy.write_lesson_2();
    let said = toy.check(&[]).succeeds();
    in_order(
        &said,
        &["ok    a pair that goes", "The models,", "ok    no order changes a sum", "That was the course."],
    );
}

#[test]
fn a_lesson_passes_only_if_its_models_do() {
    let toy = Toy::started(&["--at", "2"]);
    toy.write_lesson_2();
    change(
        toy.copy().join(PAIR),
        "pair.numbers.0 + pair.numbers.1",
        "pair.numbers.0 * 3 / pair.numbers.1.min(2) + pair.numbers.1 / 2 + pair.numbers.0 / 5",
    );
    change(toy.copy().join(PAIR), "pair.numbers.0 * 3", "2 + pair.numbers.0");
    let said = toy.check(&[]).red();
    in_order(
        &said,
        &[
            "ok    a sum",
            "The models,",
            "FAIL  no order changes a sum",
            "no order must change a sum, but one did",
            "All 2 claims hold, but not what is tried after them.",
            "cargo models -- lesson02",
            "cargo week replay 7-3f2a, or in a browser: cargo week book --open",
        ],
    );
    let progress = read(toy.copy().join("progress.toml"));
    assert!(!progress.contains("passed =") && progress.contains("red = true"), "{progress}");
}

#[test]
fn of_many_compiler_errors_one_is_shown() {
    let toy = Toy::started(&[]);
    toy.write_lesson_1();
    change(
        toy.copy().join("things/src/lib.rs"),
        "pub mod pair;",
        "pub mod pair;\nfn given() -> u8 { \"given\" }",
    );
    change(
        toy.counter(),
        "self.0.get()\n    }\n\n    /// A counter",
        "nothing + nothing\n    }\n\n    /// A counter",
    );
    let said = toy.check(&[]).red();
    in_order(
        &said,
        &[
            "It does not compile. The error to begin with:\n\nerror[E0425]:",
            "`nothing`",
            "There are 2 more errors",
        ],
    );
    assert!(
        !said.contains("\"given\"") && !said.contains("could not compile") && !said.contains('\x1b'),
        "{said}"
    );
    assert_eq!(said.matches("error[").count(), 1, "{said}");
}

#[test]
fn an_error_elsewhere_is_shown_too() {
    let toy = Toy::started(&[]);
    change(
        toy.copy().join("things/src/lib.rs"),
        "pub mod pair;",
        "pub mod pair;\nfn given() -> u8 { \"given\" }",
    );
    in_order(&toy.check(&[]).red(), &["error[E0308]", "\"given\""]);
    change(toy.copy().join("Cargo.toml"), "members", "nembers");
    in_order(&toy.check(&[]).red(), &["cargo cannot build the check:", "error: "]);
}

#[test]
fn code_that_ends_the_process_does_not_pass() {
    for end in ["std::process::exit(0)", "std::process::abort()"] {
        let toy = Toy::started(&[]);
        toy.write_lesson_1();
        change(toy.counter(), "saturating_add(1)", &format!("checked_add(1).unwrap_or_else(|| {end})"));
        let said = toy.check(&[]).red();
        in_order(
            &said,
            &[
                "ok    a new counter",
                "ok    each up",
                "FAIL  the count does not",
                "ended before its time",
                "2 of 3 claims hold.",
            ],
        );
    }
}

#[test]
fn nothing_that_a_check_started_outlives_it() {
    let toy = Toy::started(&[]);
    toy.write_lesson_1();
    // One process in the test's group, and where that is possible one in a session of its own; both sleep for long.
    let sleep = format!("sleep 1{:07}", process::id());
    let leaves = if cfg!(target_os = "linux") { format!("setsid {sleep} &") } else { String::new() };
    let file = toy.beside("started");
    let start = format!(
        "std::process::Command::new(\"sh\").args([\"-c\", \"{sleep} & {leaves} echo > \\\"$0\\\"\", {file:?}])"
    );
    let count = "self.0.get()\n    }\n\n    /// A counter";
    change(toy.counter(), count, &format!("{start}.status().unwrap();\n{count}"));
    toy.check(&[]).succeeds();
    assert!(file.exists(), "it was not started");
    let list = run(Command::new("ps").args(["-A", "-o", "args"])).stdout;
    assert!(!list.contains(&sleep), "{list}");
}

#[test]
fn the_finished_course_can_be_checked() {
    let toy = Toy::new();
    let said = week(&toy.course(), &["check", "1"]).succeeds();
    assert!(said.ends_with("Next is lesson 2: read lessons/02-pair/README.md, write its functions, and type\n    cargo week check 2\n"), "{said}");
    assert!(!toy.course().join("progress.toml").exists());
}

#[test]
fn a_target_directory_of_ones_own_is_used() {
    let toy = Toy::started(&[]);
    toy.write_lesson_1();
    run(command(&toy.copy()).arg("check").env("CARGO_TARGET_DIR", toy.beside("built here"))).succeeds();
    assert!(toy.beside("built here/debug").exists() && !toy.copy().join("target").exists());
}

#[test]
fn a_claim_without_a_test_is_told() {
    let toy = Toy::started(&[]);
    change(toy.copy().join("lessons/01-counter/lesson.toml"), "each up counts one", "each up counts two");
    let ended = toy.check(&[]);
    assert!(ended.stderr.contains("the check of lesson 1 has no test `each_up_counts_two`"), "{ended:?}");
}
