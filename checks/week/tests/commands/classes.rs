//! `checks/week/class/grade-all`: a class, graded side by side. Needs GNU parallel and bubblewrap; where they are absent, the
//! test says so and checks nothing.

use crate::folder::copy;
use crate::grading::COUNTER;
use crate::toy::{Ended, Toy, change, read, run};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

/// Whether GNU parallel and bubblewrap are here; says so if they are not.
fn has_programs() -> bool {
    let is_installed = |program: &&str| {
        let mut command = Command::new(program);
        let status = command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    let has_both = ["parallel", "bwrap"].iter().all(is_installed);
    if !has_both {
        eprintln!("skipped: parallel or bwrap is not here");
    }
    has_both
}

/// Puts the script into the toy course, which has no crate `week`: there `cargo week` is the program of this build.
fn add_script(toy: &Toy) {
    let course = toy.course();
    for folder in ["checks/week/class", "bin", "target/debug"] {
        fs::create_dir_all(course.join(folder)).expect("a folder can be made");
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("class/grade-all");
    fs::copy(script, course.join("checks/week/class/grade-all")).expect("the script can be copied");
    fs::copy(env!("CARGO_BIN_EXE_week"), course.join("target/debug/week"))
        .expect("the program can be copied");
    fs::write(course.join("bin/cargo"), "#!/bin/sh\nshift\nexec target/debug/week \"$@\"\n")
        .expect("it can be written");
    run(Command::new("chmod").arg("+x").arg(course.join("bin/cargo"))).succeeds();
    run(Command::new("git").args(["init", "--quiet"]).current_dir(&course)).succeeds();
}

/// Grades the folder `class` beside the course, two submissions at a time, into `results`.
fn grade_all(toy: &Toy) -> Ended {
    let path = format!("{}:{}", toy.course().join("bin").display(), env::var("PATH").unwrap_or_default());
    let mut command = Command::new(toy.course().join("checks/week/class/grade-all"));
    command.args([toy.beside("class"), toy.beside("results")]).arg("2");
    run(command.env("PATH", path).env_remove("CARGO_TARGET_DIR").env_remove("RUST_BACKTRACE"))
}

#[test]
fn each_of_a_class_gets_its_own_marks_whatever_another_one_does() {
    if !has_programs() {
        return;
    }
    let toy = Toy::solved();
    add_script(&toy);
    let hand_in = |name: &str| copy(&toy.copy(), &toy.beside(&format!("class/{name}")));
    hand_in("right");
    toy.up_is("self.0.set(self.0.get() + 1);");
    hand_in("wrong");
    // It deletes another submission and its marks, and writes marks itself.
    let [class, results] = ["class", "results"].map(|name| toy.beside(name).display().to_string());
    let harm = "rm -rf \"${C:?}\"/right \"${R:?}\"/right*
        for name in right hostile; do echo '{\"score\": 9}' >\"$R/$name.json\"; done";
    let body = format!(
        "let _ = std::process::Command::new(\"sh\").args([\"-c\", {harm:?}]).env(\"C\", {class:?}).env(\"R\", {results:?}).status();"
    );
    change(toy.copy().join(COUNTER), "self.0.set(self.0.get() + 1);", &body);
    hand_in("hostile");
    let ended = grade_all(&toy);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.stdout.contains("3 of 3 submissions have marks"), "{ended:?}");
    let score = |name: &str| {
        let marks: Value =
            serde_json::from_str(&read(toy.beside(&format!("results/{name}.json")))).expect("it is JSON");
        marks["score"].as_u64()
    };
    assert_eq!(["right", "wrong"].map(score), [Some(6), Some(5)]);
    assert!(score("hostile") < Some(6), "{ended:?}");
    assert!(toy.beside("class/right/Cargo.toml").exists(), "a submission has deleted another one");
    let times = read(toy.beside("results/times.tsv"));
    assert_eq!(times.lines().count(), 4, "a head, and a row for each: {times}");
}

/// In place of bubblewrap: leaves marks in any case, and ends as the name of the submission says.
const BWRAP: &str = r#"
while [ "$1" != --out ]; do
    [ "$1" != --submission ] || submission=$2
    shift
done
echo '{}' >"$2"
case $submission in *killed*) kill -9 $$ ;; *failed*) exit 1 ;; esac
"#;

/// In place of parallel: one after the other.
const PARALLEL: &str = r#"
while [ "$1" != one ]; do shift; done
shift 2
for submission; do one "$submission"; done
"#;

#[test]
fn marks_of_a_grader_that_failed_do_not_count() {
    let toy = Toy::new();
    add_script(&toy);
    for (name, script) in [("bwrap", BWRAP), ("parallel", PARALLEL), ("cargo", "")] {
        let path = toy.course().join("bin").join(name);
        fs::write(&path, format!("#!/usr/bin/env bash\n{script}")).expect("it can be written");
        run(Command::new("chmod").arg("+x").arg(path)).succeeds();
    }
    for name in ["fine", "failed", "killed"] {
        fs::create_dir_all(toy.beside("class").join(name)).expect("it can be made");
    }
    let ended = grade_all(&toy);
    let has_marks = |name: &str| toy.beside(&format!("results/{name}.json")).exists();
    assert_eq!(["fine", "failed", "killed"].map(has_marks), [true, false, false], "{ended:?}");
}

#[test]
fn grade_all_refuses_a_folder_of_results_that_exists() {
    if !has_programs() {
        return;
    }
    let toy = Toy::new();
    add_script(&toy);
    for folder in ["class", "results"] {
        fs::create_dir(toy.beside(folder)).expect("a folder can be made");
    }
    let ended = grade_all(&toy);
    assert!(
        ended.code == Some(2) && ended.stderr.ends_with("exists already: name a new folder\n"),
        "{ended:?}"
    );
}
