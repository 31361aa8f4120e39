//! `cargo week prove`: wrong and right solutions of the toy course.

mod changes;
mod needed;
mod solutions;

use crate::checking::in_order;
use crate::toy::{Toy, command, read, run, week};
use std::fs;

#[test]
fn all_is_proved_where_every_claim_is_needed() {
    let toy = Toy::proving();
    let said = toy.prove(&["--times", "2", "--table", "../table.md"]).succeeds();
    for line in [
        "  ok    01 right  reference: 2 of 2, ",
        "  ok    01 wrong  wraps: 2 of 2, ",
        "        the count must not wrap around, but it did",
        "  ok    01 right  a-loop: 2 of 2, ",
        "  ok    01 right  later-lessons-blank: 1 of 1, ",
        "  ok    01 blank  Counter::up: 1 of 1, ",
        "  ok    02 wrong  order: 2 of 2, ",
        "  ok    02 blank  <Pair as Drop>::drop: 1 of 1, ",
    ] {
        assert!(said.lines().any(|other| other.starts_with(line)), "no line {line:?} in\n{said}");
    }
    in_order(
        &said,
        &[
            "\n6 of 6 wrong solutions are caught",
            "\n1 of 1 right solutions pass",
            "\n2 of 2 checks pass with the reference",
            "\n2 of 2 checks pass while all later lessons are blank",
            "\n4 of 4 blanks are told by their own names",
            "\n5 of 5 claims are turned red by a wrong solution; 5 by one that turns no other red.\n",
            "It took ",
        ],
    );
    let table = read(toy.beside("table.md"));
    for row in [
        "| 1 | wrong | wraps | begins \\| anew | 2 of 2 | ",
        "| the count must not wrap around, but it did | 1 |\n",
        "no order must change a sum, but one did (a model) | 0 |\n",
        "| 1 | right | a-loop | adds with a helper of its own | 2 of 2 | ",
        " 2 runs or more of each solution, in ",
    ] {
        assert!(table.contains(row), "no {row:?} in\n{table}");
    }
    what_is_known_is_not_run_again(&toy);
}

fn what_is_known_is_not_run_again(toy: &Toy) {
    for times in ["2", "1"] {
        let said = toy.prove(&["--times", times]).succeeds();
        assert!(
            said.starts_with("Known from earlier runs, and nothing has changed since: 15 (")
                && !said.contains("  ok  "),
            "{said}"
        );
    }
    // What lesson 2 does is of no interest to the check of lesson 1.
    let lesson = toy.course().join("lessons/02-pair/README.md");
    fs::write(&lesson, read(&lesson) + "\nMore.\n").expect("it can be written");
    let said = toy.prove(&["--times", "2"]).succeeds();
    assert!(said.contains("  ok    02 wrong  order") && !said.contains("  ok    01"), "{said}");
    assert!(
        toy.prove(&["--times", "2", "--fresh", "1"]).succeeds().contains("  ok    01 wrong  wraps: 2 of 2")
    );
}

#[test]
fn a_solution_that_is_not_as_it_says_is_told() {
    let toy = Toy::new();
    let up = "impl Counter { pub fn up(&self) { self.0.set(self.0.get().saturating_add(1)); } }";
    let head = "//! lesson: 01\n";
    toy.solution("01-counter", "passes", &format!("{head}//! mistake: none\n//! expect: nothing\n{up}"));
    toy.solution(
        "01-counter",
        "fails",
        &format!("{head}//! right: no\nimpl Counter {{ pub fn up(&self) {{}} }}"),
    );
    let other = "//! mistake: counts nothing\n//! expect: the count must be kept\nimpl Counter { pub fn up(&self) {} }";
    toy.solution("01-counter", "other-words", &format!("{head}{other}"));
    toy.solution("01-counter", "expects-nothing", &format!("{head}//! mistake: none\n{up}"));
    toy.solution("01-counter", "of-no-kind", &format!("{head}{up}"));
    toy.solution("01-counter", "elsewhere", &format!("//! lesson: 02\n//! right: yes\n{up}"));
    toy.solution("01-counter", "no-rust", &format!("{head}//! right: yes\nimpl Counter {{"));
    let types = "impl Counter { pub fn up(&self) { self.0.set(\"\"); } }";
    toy.solution("01-counter", "types", &format!("{head}//! right: yes\n{types}"));
    let said = toy.fails(&["1"]);
    for (name, lines) in [
        ("wrong  passes: 0 of 1", "        run 1: it passes, with the models if there are any\n"),
        (
            "right  fails: 0 of 1",
            "        run 1: it is right, and the check says\n            FAIL each up counts one\n            each up must count one, but 3 gave 0\n              a detail\n",
        ),
        (
            "wrong  other-words: 0 of 1",
            "        run 1: expected a first diagnosis with\n            the count must be kept\n        but it is\n            FAIL each up counts one\n            each up must count one, but 3 gave 0\n",
        ),
        (
            "wrong  expects-nothing: 0 of 0",
            "its head does not say what the first diagnosis must be: `expect: `\n",
        ),
        (
            "of-no-kind: 0 of 0",
            "its head must say either what is wrong, `mistake: `, or what is unusual, `right: `\n",
        ),
        ("elsewhere: 0 of 0", "its head does not say `lesson: 01`, as its folder does\n"),
        ("no-rust: 0 of 0", "line 3 is not Rust"),
        ("types: 0 of 0", "        it does not compile:\n        error[E0308]: mismatched types\n"),
    ] {
        let after = said.split_once(&format!("{name}, ")).unwrap_or_else(|| panic!("no {name} in\n{said}")).1;
        let told =
            after.split_inclusive('\n').take_while(|line| !line.starts_with("  FAIL")).collect::<String>();
        assert!(told.contains(lines), "{told}\nnot\n{lines}");
    }
    in_order(
        &said,
        &[
            "0 of 6 wrong",
            "0 of 2 right",
            "1 of 1 checks pass with",
            "No wrong solution turns these red:\n    01 a new counter counts nothing\n",
        ],
    );
}

#[test]
fn every_run_counts() {
    let toy = Toy::new();
    // Wrong for whoever comes first.
    let text = format!(
        "//! lesson: 01\n//! mistake: wrong once\n//! expect: each up must count one\n\
        impl Counter {{ pub fn up(&self) {{\n\
        let more = if std::fs::File::create_new({:?}).is_ok() {{ 2 }} else {{ 1 }};\n\
        self.0.set(self.0.get().saturating_add(more)); }} }}\n",
        toy.beside("was here")
    );
    toy.solution("01-counter", "once", &text);
    let said = toy.fails(&["--only", "once", "--times", "3", "--jobs", "1"]);
    in_order(&said, &["  FAIL  01 wrong  once: 1 of 3, ", "        run 2: it passes"]);
    // What is not as it must be is told again, until something changes.
    assert!(!said.contains("reference"), "{said}");
}

#[test]
#[cfg(target_os = "linux")]
fn it_can_be_pinned_to_one_processor() {
    let toy = Toy::new();
    let text = "//! lesson: 01\n//! mistake: counts processors\n//! expect: each up must count one, but 3 gave 3000\n\
        impl Counter { pub fn up(&self) {\n\
        let more = if std::thread::available_parallelism().is_ok_and(|count| count.get() == 1) { 1000 } else { 1 };\n\
        self.0.set(self.0.get().saturating_add(more)); } }\n";
    toy.solution("01-counter", "pinned", text);
    let said = toy.prove(&["--only", "pinned", "--pinned"]).succeeds();
    assert!(said.contains("  ok    01 wrong  pinned: 1 of 1"), "{said}");
}

#[test]
fn shares_take_turns() {
    let toy = Toy::proving();
    let solutions = |share: &str| -> Vec<String> {
        let said = toy.prove(&["1", "--share", share]).succeeds();
        said.lines()
            .filter_map(|line| Some(line.split_once("  ok    ")?.1.split(':').next()?.to_owned()))
            .collect()
    };
    let mut all = [solutions("1/2"), solutions("2/2")].concat();
    all.sort();
    let expected = [
        "01 blank  Counter",
        "01 blank  Counter",
        "01 right  a-loop",
        "01 right  later-lessons-blank",
        "01 right  reference",
        "01 wrong  adds-two",
        "01 wrong  one-too-many",
        "01 wrong  wraps",
    ];
    assert_eq!(all, expected);
    // Only a campaign asks for all claims that a mistake turns red.
    let said = toy.prove(&["1"]).succeeds();
    in_order(&said, &["nothing has changed since: 5 (", "01 wrong  adds-two", "claims are turned red"]);
}

#[test]
fn a_program_of_its_own_target_directory_is_left_alone() {
    let toy = Toy::proving();
    let said = run(command(&toy.course())
        .args(["prove", "--only", "wraps"])
        .env("CARGO_TARGET_DIR", toy.beside("built here")));
    assert!(said.succeeds().contains("01 wrong  wraps: 1 of 1"));
    assert!(
        toy.beside("built here/prove/job-0/tree/target").exists() && !toy.course().join("target").exists()
    );
}

#[test]
fn a_copy_proves_nothing() {
    let toy = Toy::started(&[]);
    let said = week(&toy.copy(), &["prove"]).refuses();
    assert_eq!(said, "this is a copy: the checks are proved in the finished course");
}

#[test]
fn a_name_that_nothing_has_is_told() {
    let said = week(&Toy::new().course(), &["prove", "--only", "wrabs"]).refuses();
    assert_eq!(said, "nothing that can be proved here has \"wrabs\" in its name");
}

#[test]
fn no_diagnosis_names_the_place_of_the_copy() {
    let toy = Toy::new();
    let text = "//! lesson: 01\n//! mistake: says where it is\n//! expect: it is in things/src\n\
        impl Counter { pub fn count(&self) -> u32 { panic!(\"it is in {}/src\", env!(\"CARGO_MANIFEST_DIR\")) } }\n";
    toy.solution("01-counter", "placed", text);
    let said = toy.prove(&["1", "--only", "placed"]).succeeds();
    assert!(said.contains("01 wrong  placed: 1 of 1"), "{said}");
}
