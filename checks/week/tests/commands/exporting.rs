//! `cargo week export`.

use crate::toy::{Toy, command, read, run, week};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A template of the toy course.
fn exported() -> (Toy, PathBuf) {
    let toy = Toy::new();
    week(&toy.course(), &["export", "../template"]).succeeds();
    let template = toy.beside("template");
    (toy, template)
}

/// All files below a folder, but for what git keeps.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("it can be read").flatten().map(|entry| entry.path());
    let all = entries.filter(|path| !path.ends_with(".git") && !path.ends_with("target"));
    all.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn a_template_has_no_solutions_in_any_form() {
    let (toy, template) = exported();
    let own = [
        "saturating_add(1)",
        "numbers.0 + pair",
        "Both numbers.",
        "There is `saturating_add`.",
        "It saturates.",
    ];
    assert!(own.iter().all(|words| files(&toy.course()).iter().any(|file| read(file).contains(words))));
    for file in files(&template).iter().filter(|file| !file.ends_with("course.bin")) {
        let text = read(file);
        assert!(own.iter().all(|words| !text.contains(words)), "{}:\n{text}", file.display());
    }
    // Nor in the record: a copy that is made from it is blank, too, and its commits are one.
    week(&template, &["start", "../again"]).succeeds();
    assert!(read(toy.beside("again/things/src/counter.rs")).contains("todo!(\"lesson 01: Counter::up\")"));
    let log = run(Command::new("git").args(["log", "--format=%s"]).current_dir(&template)).succeeds();
    assert_eq!(log, "The course, version 0.3.0\n");
}

#[test]
fn a_template_says_what_it_has_not() {
    let (_toy, template) = exported();
    assert!(
        week(&template, &["diff", "1", "--peek"]).refuses().starts_with("this copy came without solutions")
    );
    assert!(week(&template, &["hint"]).refuses().starts_with("lesson 1 has no hints"));
    assert!(week(&template, &["start", "--at", "2", "../x"]).refuses().contains("has no solutions"));
    assert!(week(&template, &["export", "../x"]).refuses().starts_with("this is a copy"));
}

#[test]
fn a_template_is_a_copy_to_work_in() {
    let (toy, template) = exported();
    assert!(week(&template, &[]).succeeds().contains("0 of 3    next"));
    fs::copy(toy.course().join("things/src/counter.rs"), template.join("things/src/counter.rs"))
        .expect("it can be written");
    assert!(week(&template, &["check"]).succeeds().contains("Lesson 1 has passed.\n\nNext is lesson 2"));
    assert!(week(&template, &["reset", "1"]).succeeds().contains("is kept in"));
    assert!(read(template.join("things/src/counter.rs")).contains("todo!"));
}

#[test]
fn a_template_grades_and_names_the_lesson_that_may_be_the_reason() {
    let (toy, template) = exported();
    week(&toy.course(), &["start"]).succeeds();
    toy.write_lesson_2();
    let mut grade = command(&template);
    // It is another course, so it would put another template of dependencies into the place of the one that all share.
    grade.args(["grade", "--submission", "../my-week"]).env("CARGO_TARGET_DIR", toy.beside("target"));
    let ended = run(&mut grade);
    let notes = "Lesson  2, Pair: 0 of 3 points\n    It builds on lesson 1, not passed yet: that may be why a claim fails here.\n";
    assert!(ended.stdout.contains("Lesson  1, Counter: 0 of 3") && ended.stdout.contains(notes), "{ended:?}");
}

#[test]
fn a_class_finds_its_scripts() {
    let (_toy, template) = exported();
    for script in ["setup.sh", "run_autograder", "make-zip"] {
        let path = template.join("gradescope").join(script);
        run(Command::new("bash").arg("-n").arg(&path)).succeeds();
        run(Command::new("test").arg("-x").arg(&path)).succeeds();
    }
    let workflow = workflow(&template);
    assert!(
        workflow.contains("cargo week grade --submission \"$GITHUB_WORKSPACE\" --format classroom"),
        "{workflow}"
    );
}

fn workflow(template: &Path) -> String {
    read(template.join(".github/workflows/classroom.yml"))
}

fn git(folder: &Path, args: &[&str]) {
    let person = ["-c", "user.name=a student", "-c", "user.email=student@localhost"];
    let old = [("GIT_COMMITTER_DATE", "2001-01-01T00:00:00Z"), ("GIT_AUTHOR_DATE", "2001-01-01T00:00:00Z")];
    run(Command::new("git").args(person).args(args).current_dir(folder).envs(old)).succeeds();
}

/// What the workflow does to find the course, in this repository.
fn finds_the_course(template: &Path) -> Option<String> {
    let workflow = workflow(template);
    let line = |key: &str| {
        workflow.lines().find_map(|line| line.trim().strip_prefix(key)).unwrap_or_default().to_owned()
    };
    let (_, script) = workflow.split_once("run: |\n").expect("it has a script");
    let script: String = script
        .lines()
        .take_while(|line| line.starts_with("          "))
        .map(|line| format!("{line}\n"))
        .collect();
    let found = run(Command::new("bash")
        .args(["-e", "-c", &script])
        .current_dir(template)
        .env("COURSE", line("COURSE: ")));
    let marker = template.with_file_name("course").join("things/src/counter.rs");
    let text = (found.code == Some(0)).then(|| read(marker));
    if text.is_some() {
        git(template, &["worktree", "remove", "--force", "../course"]);
    }
    text
}

#[test]
fn classroom_grades_with_the_template_whatever_history_a_student_makes() {
    let (toy, exported) = exported();
    let template = toy.beside("student/template");
    fs::create_dir(toy.beside("student")).expect("it can be made");
    fs::rename(exported, &template).expect("it can be moved");
    let own = finds_the_course(&template).expect("the template is its own first commit");
    assert!(own.contains("todo!"), "{own}");
    // A first commit of her own, older than the template, behind a merge that changes nothing.
    git(&template, &["branch", "handed-out"]);
    git(&template, &["checkout", "--quiet", "--orphan", "mine"]);
    fs::write(template.join("things/src/counter.rs"), "// full points").expect("it can be written");
    git(&template, &["commit", "--quiet", "--all", "--message", "mine"]);
    assert_eq!(finds_the_course(&template), None, "her own first commit is no course");
    git(&template, &["checkout", "--quiet", "handed-out"]);
    git(
        &template,
        &["merge", "--quiet", "--strategy", "ours", "--allow-unrelated-histories", "--no-edit", "mine"],
    );
    assert_eq!(finds_the_course(&template), Some(own));
}

#[test]
fn a_template_is_whole_whatever_the_instructor_tells_git_to_ignore() {
    let toy = Toy::new();
    fs::write(toy.beside("ignored"), "*.bin\n*.md\n").expect("it can be written");
    let settings = toy.beside("settings");
    fs::write(&settings, format!("[core]\n    excludesFile = {}\n", toy.beside("ignored").display()))
        .expect("it can be written");
    run(command(&toy.course()).args(["export", "../template"]).env("GIT_CONFIG_GLOBAL", &settings))
        .succeeds();
    let tracked = run(Command::new("git").args(["ls-files"]).current_dir(toy.beside("template"))).succeeds();
    for path in [".week/course.bin", "lessons/01-counter/README.md", ".github/workflows/classroom.yml"] {
        assert!(tracked.lines().any(|line| line == path), "{path} is not in\n{tracked}");
    }
}
