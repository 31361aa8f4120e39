//! `cargo week grade`: the points of honest submissions.

use crate::toy::{Toy, change, command, run, week};
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) const COUNTER: &str = "things/src/counter.rs";
pub(crate) const PAIR: &str = "things/src/pair.rs";

impl Toy {
    /// A copy in which both lessons are written as by the reference.
    pub(crate) fn solved() -> Self {
        let toy = Self::started(&[]);
        toy.write_lesson_1();
        toy.write_lesson_2();
        toy
    }

    /// The body of `Counter::up` in the copy becomes this.
    pub(crate) fn up_is(&self, body: &str) {
        change(self.copy().join(COUNTER), "self.0.set(self.0.get().saturating_add(1));", body);
    }

    /// The marks of the copy, as the finished course gives them.
    pub(crate) fn graded(&self) -> String {
        self.graded_with(&[])
    }

    pub(crate) fn graded_with(&self, args: &[&str]) -> String {
        let args = [&["grade", "--submission", "../my-week"], args].concat();
        let ended = run(command(&self.course()).args(args).env("CARGO_TARGET_DIR", templates()));
        assert_eq!(ended.code, Some(0), "{ended:?}");
        ended.stdout
    }
}

/// All toy courses are the same, so their dependencies need be compiled only once.
fn templates() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("templates")
}

/// The line of a lesson begins so.
#[track_caller]
pub(crate) fn has_lines(said: &str, lines: &[&str]) {
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
#[ignore = "takes two minutes: .ci/week all runs it"]
fn a_claim_that_holds_after_minutes_holds_though_another_has_failed() {
    let toy = Toy::solved();
    toy.up_is(
        "if self.0.get() == 0 { std::thread::sleep(std::time::Duration::from_secs(125)); }
        self.0.set(self.0.get().wrapping_add(1));",
    );
    let said = toy.graded();
    has_lines(&said, &["Lesson  1, Counter: 2 of 3", "    - the count does not wrap-around"]);
}

#[test]
fn what_has_no_name_is_taken_if_it_is_new() {
    let toy = Toy::new();
    let local = "thread_local! { static SEEN: Cell<u8> = const { Cell::new(0) }; }\n";
    let counter = toy.course().join(COUNTER);
    change(&counter, "use std::cell::Cell;\n", &format!("use std::cell::Cell;\n{local}"));
    week(&toy.course(), &["start"]).succeeds();
    toy.write_lesson_1();
    toy.write_lesson_2();
    // Another course needs a template of its own.
    let graded = || {
        let mut grade = command(&toy.course());
        run(grade.args(["grade", "--submission", "../my-week"]).env("CARGO_TARGET_DIR", toy.beside("target")))
            .stdout
    };
    has_lines(&graded(), &["6 of 6 points"]);
    // The error is in what the macro has made, in a file of the standard library.
    change(toy.copy().join(COUNTER), local, &local.replace("new(0)", "new(1)"));
    let blank = "    things/src/counter.rs counts as blank: it does not compile:";
    has_lines(
        &graded(),
        &["Lesson  1, Counter: 0 of 3", blank, "    error[E0428]", "Lesson  2, Pair: 3 of 3"],
    );
}

#[test]
fn a_copy_can_grade_itself() {
    let toy = Toy::solved();
    let ended = run(command(&toy.copy()).arg("grade").env("CARGO_TARGET_DIR", templates()));
    has_lines(&ended.stdout, &["6 of 6 points"]);
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
