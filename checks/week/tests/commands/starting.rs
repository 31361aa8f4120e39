//! `cargo week start`.

use crate::toy::{Toy, change, command, read, run, week};
use std::fs;
use std::path::Path;
use std::process::Command;

fn git(folder: &Path, args: &[&str]) -> String {
    let name = ["-c", "user.name=Instructor", "-c", "user.email=i@example.org"];
    let ended = run(Command::new("git").args(name).args(args).current_dir(folder));
    assert_eq!(ended.code, Some(0), "{ended:?}");
    ended.stdout
}

#[test]
fn the_copy_is_the_course_with_blanks() {
    let toy = Toy::new();
    let said = week(&toy.course(), &["start"]).succeeds();
    assert!(said.contains("my-week': 4 functions to write, in lessons 1 to 2.\n"), "{said}");
    assert!(said.contains("\n    cargo week\n"), "{said}");
    let expected = read(toy.course().join("things/src/counter.rs"))
        .replace(
            "        // A comment of the reference's.\n        self.0.set(self.0.get().saturating_add(1));\n",
            "        todo!(\"lesson 01: Counter::up\")\n",
        )
        .replace("        self.0.get()\n", "        todo!(\"lesson 01: Counter::count\")\n");
    assert_eq!(read(toy.copy().join("things/src/counter.rs")), expected);
    assert!(
        read(toy.copy().join("things/src/pair.rs")).contains("todo!(\"lesson 02: <Pair as Drop>::drop\")")
    );
    for same in
        ["checks/tests/lesson01.rs", ".cargo/config.toml", "lessons/01-counter/README.md", ".gitignore"]
    {
        assert_eq!(read(toy.copy().join(same)), read(toy.course().join(same)), "{same}");
    }
}

#[test]
fn the_copy_has_no_solutions_of_others() {
    let toy = Toy::new();
    let folder = toy.course().join("checks/wrong");
    fs::create_dir_all(folder.join("01-counter")).expect("a folder can be made");
    fs::write(folder.join("README.md"), "What is in here.\n").expect("it can be written");
    fs::write(folder.join("01-counter/a-loop.rs"), "//! right: with a loop\n").expect("it can be written");
    week(&toy.course(), &["start"]).succeeds();
    let copied = toy.copy().join("checks/wrong");
    assert!(copied.join("README.md").exists() && !copied.join("01-counter").exists());
}

#[test]
fn lessons_before_the_first_come_solved() {
    let toy = Toy::new();
    let said = week(&toy.course(), &["start", "--at", "2", "../here"]).succeeds();
    assert!(said.contains("here': 2 functions to write, in lesson 2.\n"), "{said}");
    let counter = "things/src/counter.rs";
    assert_eq!(read(toy.beside("here").join(counter)), read(toy.course().join(counter)));
    assert!(read(toy.beside("here/things/src/pair.rs")).contains("todo!(\"lesson 02: sum\")"));
    assert_eq!(
        week(&toy.course(), &["start", "--at", "3"]).refuses(),
        "there is no lesson 3: the course has lessons 1 to 2"
    );
}

#[test]
fn a_starter_compiles_without_a_warning() {
    let toy = Toy::started(&[]);
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["check", "--workspace", "--all-targets", "--quiet", "--offline"]).current_dir(toy.copy());
    run(cargo.env_remove("CARGO_TARGET_DIR")).succeeds();
}

#[test]
fn a_copy_of_a_checkout_has_what_git_tracks() {
    let toy = Toy::new();
    git(&toy.course(), &["init", "--quiet"]);
    git(&toy.course(), &["add", "--all"]);
    git(&toy.course(), &["commit", "--quiet", "-m", "the course"]);
    fs::write(toy.course().join("notes.txt"), "mine").expect("it can be written");
    change(toy.course().join("lessons/02-pair/README.md"), "Two", "Zwei");
    fs::remove_file(toy.course().join("lessons/02-pair/answers.md")).expect("it is there");
    week(&toy.course(), &["start"]).succeeds();
    assert!(
        !toy.copy().join("notes.txt").exists() && !toy.copy().join("lessons/02-pair/answers.md").exists()
    );
    assert!(read(toy.copy().join("lessons/02-pair/README.md")).contains("Zwei"));
    let commit = git(&toy.course(), &["rev-parse", "--short", "HEAD"]);
    assert!(read(toy.copy().join(".week/course.toml")).contains(&format!("commit = \"{}\"", commit.trim())));
}

#[test]
fn a_copy_of_an_archive_has_what_is_not_ignored() {
    let toy = Toy::new();
    for path in ["target/debug/x", "other-target/CACHEDIR.TAG", "other-target/debug/x", "größe.txt", "run"]
    {
        let path = toy.course().join(path);
        fs::create_dir_all(path.parent().expect("it has one")).expect("it can be made");
        fs::write(path, "x").expect("it can be written");
    }
    run(Command::new("chmod").args(["+x", "run"]).current_dir(toy.course())).succeeds();
    week(&toy.course(), &["start"]).succeeds();
    assert!(!toy.copy().join("target").exists() && !toy.copy().join("other-target").exists());
    assert!(toy.copy().join("größe.txt").exists());
    run(Command::new("test").args(["-x", "run"]).current_dir(toy.copy())).succeeds();
}

#[test]
fn the_first_commit_is_made_without_anybodys_name() {
    let toy = Toy::started(&[]);
    let log = git(&toy.copy(), &["log", "--format=%an: %s"]);
    assert_eq!(log, "cargo week: The course, version 0.3.0\n");
    assert_eq!(git(&toy.copy(), &["status", "--porcelain"]), "");
}

#[test]
fn without_git_the_copy_has_no_history_and_says_so() {
    let toy = Toy::new();
    let said = run(command(&toy.course()).arg("start").env("PATH", toy.course())).succeeds();
    assert!(said.contains("git is not installed, so the copy has no history"), "{said}");
    assert!(toy.copy().join("Cargo.toml").exists() && !toy.copy().join(".git").exists());
}

#[test]
fn nothing_is_ever_overwritten() {
    let toy = Toy::started(&[]);
    assert!(
        week(&toy.course(), &["start"])
            .refuses()
            .contains("is a copy already: `cd` there and type `cargo week`")
    );
    fs::create_dir_all(toy.beside("full/of")).expect("it can be made");
    fs::write(toy.beside("file"), "mine").expect("it can be written");
    for name in ["full", "file"] {
        let said = week(&toy.course(), &["start", &format!("../{name}")]).refuses();
        assert!(said.contains("is there already, and is not an empty folder: name another one"), "{said}");
    }
    for name in ["inside", "target/inside", "../course/inside"] {
        let said = week(&toy.course(), &["start", name]).refuses();
        assert!(said.contains("is inside of the course: name a folder beside it"), "{said}");
    }
    assert_eq!(read(toy.beside("file")), "mine");
    assert!(!toy.course().join("target").exists(), "a refusal left a folder");
    let left: Vec<_> = fs::read_dir(toy.beside(""))
        .expect("it can be read")
        .flatten()
        .map(|entry| entry.file_name())
        .collect();
    assert_eq!(left.len(), 4, "only course, copy, full and file: {left:?}");
}

#[test]
fn an_empty_folder_may_be_filled() {
    let toy = Toy::new();
    fs::create_dir(toy.copy()).expect("it can be made");
    week(&toy.course(), &["start"]).succeeds();
    assert!(toy.copy().join("Cargo.toml").exists());
}

#[test]
fn a_copy_can_be_made_anew_from_a_copy() {
    let toy = Toy::started(&[]);
    fs::write(toy.copy().join("things/src/counter.rs"), "broken {").expect("it can be written");
    week(&toy.copy(), &["start", "--at", "2", "../again"]).succeeds();
    let counter = "things/src/counter.rs";
    assert_eq!(read(toy.beside("again").join(counter)), read(toy.course().join(counter)));
}

#[test]
fn elsewhere_it_says_where_to_go() {
    let toy = Toy::new();
    let said = week(&toy.beside(""), &["start"]).refuses();
    assert!(
        said.ends_with("is in no tree of the course: go to its folder, or to that of your copy"),
        "{said}"
    );
}
