//! `cargo week grade`: honest submissions, and those that want points for something else.

use crate::toy::{Toy, change, command, read, run, week};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

const COUNTER: &str = "things/src/counter.rs";
const PAIR: &str = "things/src/pair.rs";

impl Toy {
    /// A copy in which both lessons are written as by the reference.
    fn solved() -> Self {
        let toy = Self::started(&[]);
        toy.write_lesson_1();
        toy.write_lesson_2();
        toy
    }

    /// The body of `Counter::up` in the copy becomes this.
    fn up_is(&self, body: &str) {
        change(self.copy().join(COUNTER), "self.0.set(self.0.get().saturating_add(1));", body);
    }

    /// The marks of the copy, as the finished course gives them.
    fn graded(&self) -> String {
        self.graded_with(&[])
    }

    fn graded_with(&self, args: &[&str]) -> String {
        let args = [&["grade", "--submission", "../my-week"], args].concat();
        let ended = run(command(&self.course()).args(args).env("CARGO_TARGET_DIR", templates()));
        assert_eq!(ended.code, Some(0), "{ended:?}");
        ended.stdout
    }
}

/// All toy courses are the same, so their dependencies need be compiled only once.
pub(crate) fn templates() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("templates")
}

/// The line of a lesson begins so.
#[track_caller]
fn has_lines(said: &str, lines: &[&str]) {
    for line in lines {
        assert!(said.lines().any(|other| other.starts_with(line)), "no line {line:?} in\n{said}");
    }
}

#[test]
fn each_claim_and_each_model_is_a_point() {
    let toy = Toy::solved();
    has_lines(
        &toy.graded(),
        &["Lesson  1, Counter: 3 of 3 points", "Lesson  2, Pair: 3 of 3 points", "6 of 6 points"],
    );
    toy.up_is("self.0.set(self.0.get() + 1);");
    let said = toy.graded();
    has_lines(
        &said,
        &[
            "Lesson  1, Counter: 2 of 3",
            "    - the count does not wrap-around",
            "        attempt to add with overflow",
        ],
    );
}

#[test]
fn a_lesson_behind_one_that_has_failed_is_judged_with_the_courses_own() {
    let toy = Toy::solved();
    toy.up_is("");
    let said = toy.graded();
    has_lines(
        &said,
        &[
            "Lesson  1, Counter: 2 of 3",
            "Lesson  2, Pair: 3 of 3",
            "    Judged with the course's own lesson 1, for yours have not passed.",
        ],
    );
}

#[test]
fn what_is_blank_gets_no_point_and_stops_nobody() {
    let toy = Toy::started(&[]);
    toy.write_lesson_2();
    let said = toy.graded();
    has_lines(
        &said,
        &["Lesson  1, Counter: 0 of 3", "        nothing is written yet", "Lesson  2, Pair: 3 of 3"],
    );
    change(toy.copy().join(PAIR), "pair.numbers.0 + pair.numbers.1", "todo!()");
    let said = toy.graded();
    has_lines(&said, &["Lesson  2, Pair: 1 of 3", "    things/src/pair.rs: blank are sum"]);
}

#[test]
fn what_does_not_compile_counts_as_blank_and_the_rest_is_judged() {
    let toy = Toy::solved();
    toy.up_is("nothing_of_this_name();");
    let said = toy.graded();
    let blank = "    things/src/counter.rs counts as blank: it does not compile:";
    has_lines(&said, &["Lesson  1, Counter: 0 of 3", blank, "    error[E0425]", "Lesson  2, Pair: 3 of 3"]);
    fs::write(toy.copy().join(COUNTER), "impl Counter {").expect("it can be written");
    has_lines(
        &toy.graded(),
        &["    things/src/counter.rs counts as blank: line 1 is not Rust", "Lesson  2, Pair: 3 of 3"],
    );
    fs::remove_file(toy.copy().join(COUNTER)).expect("it is there");
    has_lines(
        &toy.graded(),
        &[
            "    things/src/counter.rs counts as blank: things/src/counter.rs is missing",
            "Lesson  2, Pair: 3 of 3",
        ],
    );
}

#[test]
fn only_the_named_functions_and_what_they_need_is_taken() {
    let toy = Toy::solved();
    // A helper, an import and another name for a parameter are hers; the rest is the course's.
    toy.up_is("one_more(self)");
    change(toy.copy().join(COUNTER), "fn up(&self)", "fn up(self: &Self)");
    let helper = "use std::mem;\nfn one_more(counter: &Counter) { mem::drop(()); counter.0.set(counter.0.get().saturating_add(1)) }\n";
    change(toy.copy().join(COUNTER), "use std::cell::Cell;\n", &format!("use std::cell::Cell;\n{helper}"));
    change(toy.copy().join(COUNTER), "Self(Cell::new(count))", "panic!(\"not taken\")");
    for path in ["checks/tests/lesson01.rs", "checks/tests/lesson02.rs", "Cargo.toml", ".week/course.bin"] {
        fs::write(toy.copy().join(path), "").expect("it can be written");
    }
    fs::remove_dir_all(toy.copy().join("lessons")).expect("it is there");
    has_lines(&toy.graded(), &["6 of 6 points"]);
}

#[test]
fn a_copy_can_grade_itself() {
    let toy = Toy::solved();
    let ended = run(command(&toy.copy()).arg("grade").env("CARGO_TARGET_DIR", templates()));
    has_lines(&ended.stdout, &["6 of 6 points"]);
}

#[test]
fn who_ends_the_process_early_gets_no_point_for_it() {
    let toy = Toy::solved();
    // It even writes what libtest would have written.
    toy.up_is(
        "use std::io::Write;
        let name = std::env::args().nth(2).unwrap_or_default();
        let words = format!(\"test {name} ... ok\\n\\ntest result: ok. 1 passed; 0 failed\\n\");
        std::io::stdout().write_all(words.as_bytes()).unwrap();
        std::process::exit(0)",
    );
    let said = toy.graded();
    has_lines(
        &said,
        &[
            "Lesson  1, Counter: 1 of 3",
            "        the check was ended in the midst, with exit code 0",
            "Lesson  2, Pair: 3 of 3",
        ],
    );
}

#[test]
fn who_loops_for_ever_gets_the_points_of_what_ends() {
    let toy = Toy::solved();
    toy.up_is("loop {}");
    has_lines(
        &toy.graded_with(&["--limit", "5"]),
        &["Lesson  1, Counter: 1 of 3", "        the check does not end", "Lesson  2, Pair: 3 of 3"],
    );
}

#[test]
fn who_prints_megabytes_is_not_listened_to() {
    let toy = Toy::solved();
    toy.up_is(
        "use std::io::Write; let line = [b'x'; 1 << 16]; while std::io::stderr().write_all(&line).is_ok() {}",
    );
    let said = toy.graded();
    assert!(said.len() < 10_000, "{} bytes", said.len());
    let too_much = "        the check was ended in the midst, because it wrote more than 16 MiB";
    has_lines(&said, &["Lesson  1, Counter: 1 of 3", too_much, "Lesson  2, Pair: 3 of 3"]);
}

#[test]
fn who_includes_files_or_goes_round_the_compiler_is_not_compiled() {
    for body in [
        "include!(\"../../checks/tests/lesson01.rs\")",
        "let _ = include_str!(\"/etc/passwd\");",
        "let _ = env!(\"PATH\");",
        "unsafe { std::hint::unreachable_unchecked() }",
        "#[path = \"pair.rs\"] mod other;",
    ] {
        let toy = Toy::solved();
        toy.up_is(body);
        let said = toy.graded();
        has_lines(
            &said,
            &["Lesson  1, Counter: 0 of 3", "    things/src/counter.rs counts as blank: it says `"],
        );
        assert!(said.contains("which no lesson asks for"), "{said}");
    }
}

#[test]
fn a_link_to_the_solution_is_no_solution() {
    let toy = Toy::solved();
    fs::remove_file(toy.copy().join(COUNTER)).expect("it is there");
    symlink(toy.course().join(COUNTER), toy.copy().join(COUNTER)).expect("it can be made");
    has_lines(
        &toy.graded(),
        &[
            "Lesson  1, Counter: 0 of 3",
            "    things/src/counter.rs counts as blank: things/src/counter.rs is a link",
        ],
    );
}

#[test]
#[cfg(target_os = "linux")]
fn who_deletes_everything_deletes_nothing_that_counts() {
    let toy = Toy::solved();
    let theirs = [toy.course(), toy.copy()].map(|folder| folder.display().to_string());
    let delete = format!(
        "for folder in [\"..\", \"../../programs\", {:?}, {:?}] {{ let _ = std::fs::remove_dir_all(folder); }}
        let _ = std::fs::write(\"tests/lesson02.rs\", \"\");
        self.0.set(self.0.get().saturating_add(1));",
        theirs[0], theirs[1]
    );
    toy.up_is(&delete);
    has_lines(&toy.graded(), &["6 of 6 points"]);
    assert!(toy.course().join(COUNTER).exists() && toy.copy().join(COUNTER).exists());
}

#[test]
#[cfg(target_os = "linux")]
fn who_kills_the_grader_kills_nobody() {
    let toy = Toy::solved();
    toy.up_is(
        "let parent = std::os::unix::process::parent_id().to_string();
        let _ = std::process::Command::new(\"kill\").args([\"-9\", &parent]).status();
        self.0.set(self.0.get().saturating_add(1));",
    );
    has_lines(&toy.graded(), &["Lesson  2, Pair: 3 of 3"]);
}

#[test]
#[cfg(target_os = "linux")]
fn who_starts_many_processes_loses_them_all() {
    let toy = Toy::solved();
    let sleep = format!("sleep 2{:07}", std::process::id());
    let start = format!(
        "for _ in 0..400 {{ let _ = std::process::Command::new(\"setsid\").args({sleep:?}.split(' ')).spawn(); }}"
    );
    toy.up_is(&format!("{start} loop {{}}"));
    let said = toy.graded();
    has_lines(
        &said,
        &[
            "        the check was ended in the midst, because it started more than 200 processes",
            "Lesson  2, Pair: 3 of 3",
        ],
    );
    let list = run(std::process::Command::new("ps").args(["-A", "-o", "args"])).stdout;
    assert!(!list.contains(&sleep), "{list}");
}

#[test]
fn gradescope_gets_its_results() {
    let toy = Toy::solved();
    toy.up_is("");
    let out = toy.beside("results/results.json");
    let said = toy.graded_with(&["--format", "gradescope", "--out", "../results/results.json"]);
    assert_eq!(said, "5 of 6 points: ../results/results.json\n");
    let results: Value = serde_json::from_str(&read(out)).expect("it is JSON");
    assert_eq!(results["score"], 5);
    let tests = results["tests"].as_array().expect("it has tests");
    assert_eq!(tests.len(), 6);
    for test in tests {
        let score = test["score"].as_u64().expect("a test has a score");
        assert!(score <= 1 && test["max_score"] == 1, "{test}");
        assert_eq!(test["status"], if score == 1 { "passed" } else { "failed" });
        assert!(
            test["name"].is_string() && test["number"].is_string() && test["output"].is_string(),
            "{test}"
        );
    }
    assert!(results["visibility"] == "visible" && results["execution_time"].is_u64(), "{results}");
    assert!(
        results["output"].as_str().is_some_and(|output| output.starts_with("Lesson 1, Counter: 2 of 3\n")),
        "{results}"
    );
    assert_eq!(tests[1]["name"], "Lesson 1: each up counts one");
}

#[test]
fn classroom_gets_its_results() {
    let toy = Toy::solved();
    let results: Value =
        serde_json::from_str(&toy.graded_with(&["--format", "classroom"])).expect("it is JSON");
    assert!(results["version"] == 1 && results["status"] == "pass" && results["max_score"] == 6, "{results}");
    let tests = results["tests"].as_array().expect("it has tests");
    let total: u64 = tests.iter().filter_map(|test| test["score"].as_u64()).sum();
    assert_eq!(total, 6);
    for test in tests {
        assert!(test["name"].is_string() && test["status"] == "pass" && test["message"] == "", "{test}");
    }
}

#[test]
fn a_submission_must_be_named_and_be_there() {
    let toy = Toy::new();
    assert_eq!(
        week(&toy.course(), &["grade"]).refuses(),
        "this is the finished course: say which submission, --submission DIR"
    );
    assert!(
        week(&toy.course(), &["grade", "--submission", "../none"]).refuses().contains("../none is not there")
    );
}
