//! `cargo week update`.

use crate::toy::{Toy, change, read, week};
use std::fs;
use std::path::PathBuf;

const COUNTER: &str = "things/src/counter.rs";
const PAIR: &str = "things/src/pair.rs";

/// A copy in which a learner has written two functions.
fn written() -> Toy {
    let toy = Toy::started(&[]);
    change(toy.copy().join(COUNTER), "todo!(\"lesson 01: Counter::up\")", "mine()");
    change(toy.copy().join(PAIR), "todo!(\"lesson 02: sum\")", "my_sum()");
    toy
}

impl Toy {
    fn in_course(&self, path: &str) -> PathBuf {
        self.course().join(path)
    }

    fn updated(&self) -> String {
        week(&self.course(), &["update", "../my-week"]).succeeds()
    }

    /// The file of the learner's copy.
    fn theirs(&self, path: &str) -> String {
        read(self.copy().join(path))
    }
}

#[test]
fn bodies_go_into_the_new_skeleton() {
    let toy = written();
    change(toy.in_course(COUNTER), "/// How many.", "/// How many there are.");
    change(toy.in_course("lessons/01-counter/README.md"), "A counter counts.", "It counts.");
    fs::write(toy.in_course("things/src/new.rs"), "// new").expect("it can be written");
    fs::remove_file(toy.in_course("lessons/02-pair/answers.md")).expect("it is there");
    let said = toy.updated();
    assert_eq!(
        said,
        "Your copy is of the course's version 0.3.0 now: 4 files new or changed, 2 functions of yours in place.\n"
    );
    let counter = toy.theirs(COUNTER);
    assert!(counter.contains("How many there are.") && counter.contains("mine()"), "{counter}");
    assert!(counter.contains("todo!(\"lesson 01: Counter::count\")"), "{counter}");
    assert!(toy.theirs(PAIR).contains("my_sum()"));
    assert!(toy.theirs("lessons/01-counter/README.md").contains("It counts."));
    assert!(
        toy.theirs("things/src/new.rs") == "// new"
            && !toy.copy().join("lessons/02-pair/answers.md").exists()
    );
    assert_eq!(toy.updated(), "Your copy is of this course already.\n");
}

#[test]
fn the_record_is_that_of_the_new_course() {
    let toy = written();
    change(toy.in_course(COUNTER), "saturating_add(1)", "wrapping_add(1)");
    change(toy.in_course("Cargo.toml"), "0.3.0", "0.4.0");
    assert!(toy.updated().contains("version 0.4.0 now"));
    let said = week(&toy.copy(), &["diff", "1", "--peek"]).succeeds();
    assert!(said.contains("+     self.0.set(self.0.get().wrapping_add(1));"), "{said}");
    assert!(toy.theirs("Cargo.toml").contains("unused = { level"), "it is a starter's Cargo.toml");
}

#[test]
fn a_function_that_is_declared_otherwise_leaves_the_file_and_the_new_one_beside() {
    let toy = written();
    change(toy.in_course(COUNTER), "pub fn up(&self)", "pub fn up(&mut self)");
    let before = toy.theirs(COUNTER);
    let said = toy.updated();
    let expected = "things/src/counter.rs stays as it is, and things/src/counter.rs.new is the new one: `Counter::up` is \
        declared otherwise there.\n\nMove what is yours into the new file, and give it the old one's name.\n";
    assert!(said.ends_with(expected), "{said}");
    assert_eq!(toy.theirs(COUNTER), before);
    let new = toy.theirs("things/src/counter.rs.new");
    assert!(new.contains("up(&mut self) {\n        todo!(\"lesson 01: Counter::up\")"), "{new}");
}

#[test]
fn a_function_that_has_moved_is_carried_along() {
    let toy = written();
    fs::rename(toy.in_course(PAIR), toy.in_course("things/src/two.rs")).expect("it is there");
    change(toy.in_course("things/src/lib.rs"), "mod pair", "mod two");
    change(toy.in_course("lessons/02-pair/lesson.toml"), "pair.rs", "two.rs");
    toy.updated();
    assert!(toy.theirs("things/src/two.rs").contains("my_sum()") && !toy.copy().join(PAIR).exists());
}

#[test]
fn a_function_that_is_not_written_any_more_stays_where_it_is() {
    let toy = written();
    change(toy.in_course("lessons/02-pair/lesson.toml"), "sum, ", "");
    let said = toy.updated();
    assert!(
        said.contains("things/src/pair.rs.new is the new one: there is no `sum` to write any more.\n"),
        "{said}"
    );
    assert!(
        toy.theirs(PAIR).contains("my_sum()") && toy.theirs("things/src/pair.rs.new").contains("numbers.0")
    );
}

#[test]
fn what_both_have_changed_is_written_beside() {
    let toy = written();
    change(toy.in_course(COUNTER), "/// How many.", "/// How many there are.");
    change(toy.in_course("lessons/01-counter/README.md"), "A counter counts.", "It counts.");
    change(toy.copy().join(COUNTER), "use std::cell::Cell;", "use std::cell::Cell; // mine");
    change(toy.copy().join("lessons/01-counter/README.md"), "A counter counts.", "My note.");
    let said = toy.updated();
    assert_eq!(said.matches("you have changed more in it than the lessons ask for").count(), 2, "{said}");
    assert!(
        toy.theirs(COUNTER).contains("// mine")
            && toy.theirs("lessons/01-counter/README.md").contains("My note.")
    );
    let new = toy.theirs("things/src/counter.rs.new");
    assert!(new.contains("How many there are.") && new.contains("mine()"), "{new}");
}

#[test]
fn what_only_the_learner_has_changed_stays() {
    let toy = written();
    change(toy.in_course("lessons/02-pair/README.md"), "Two", "2");
    change(toy.copy().join(COUNTER), "use std::cell::Cell;", "use std::cell::Cell; // mine");
    fs::write(toy.copy().join("notes.txt"), "my notes").expect("it can be written");
    let broken = format!("fn sum() {{ {}x }}", "!".repeat(100_000));
    fs::write(toy.copy().join(PAIR), &broken).expect("it can be written");
    let (counter, said) = (toy.theirs(COUNTER), toy.updated());
    assert!(said.starts_with("Your copy") && !said.contains(".new"), "{said}");
    let files = [toy.theirs(COUNTER), toy.theirs("notes.txt"), toy.theirs(PAIR)];
    assert_eq!(files, [counter, "my notes".to_owned(), broken]);
}

#[test]
fn a_file_of_ones_own_is_not_overwritten() {
    let toy = written();
    fs::write(toy.in_course("notes.txt"), "the course's").expect("it can be written");
    fs::write(toy.copy().join("notes.txt"), "mine").expect("it can be written");
    fs::write(toy.copy().join("notes.txt.new"), "mine, too").expect("it can be written");
    let said = toy.updated();
    assert!(said.contains("notes.txt stays as it is, and notes.txt.new2 is the new one"), "{said}");
    let files = ["notes.txt", "notes.txt.new", "notes.txt.new2"].map(|file| toy.theirs(file));
    assert_eq!(files, ["mine", "mine, too", "the course's"]);
}

#[test]
fn a_lesson_that_came_solved_stays_solved() {
    let toy = Toy::started(&["--at", "2"]);
    change(toy.in_course(COUNTER), "saturating_add(1)", "wrapping_add(1)");
    toy.updated();
    assert_eq!(toy.theirs(COUNTER), read(toy.in_course(COUNTER)));
    assert!(toy.theirs(PAIR).contains("todo!(\"lesson 02: sum\")"));
}

#[test]
fn it_runs_in_the_new_course_and_for_a_copy() {
    let toy = written();
    let said = week(&toy.copy(), &["update", "."]).refuses();
    assert_eq!(said, "this is a copy: type this in the folder of the newer course");
    assert!(
        week(&toy.course(), &["update", "."])
            .refuses()
            .ends_with("is no copy of the course: there is no .week in it")
    );
    assert!(week(&toy.course(), &["update", "../nothing"]).refuses().contains("../nothing is not there"));
}

#[test]
fn a_copy_whose_lines_end_otherwise_is_updated_like_any_other() {
    let toy = written();
    change(toy.in_course(COUNTER), "/// How many.", "/// How many there are.");
    change(toy.in_course("lessons/01-counter/README.md"), "A counter counts.", "It counts.");
    // As git leaves them where core.autocrlf is true.
    for path in [COUNTER, PAIR, "lessons/01-counter/README.md", "lessons/02-pair/README.md"] {
        fs::write(toy.copy().join(path), toy.theirs(path).replace('\n', "\r\n")).expect("it can be written");
    }
    let said = toy.updated();
    assert!(said.ends_with(" 2 functions of yours in place.\n"), "{said}");
    assert!(toy.theirs(COUNTER).contains("How many there are.") && toy.theirs(COUNTER).contains("mine()"));
    assert!(toy.theirs("lessons/01-counter/README.md").contains("It counts."));
}

#[test]
fn a_file_that_goes_is_there_until_the_new_ones_are() {
    let toy = written();
    change(toy.in_course("lessons/02-pair/lesson.toml"), PAIR, "things/src/two.rs");
    fs::rename(toy.in_course(PAIR), toy.in_course("things/src/two.rs")).expect("it can be renamed");
    change(toy.in_course("things/src/lib.rs"), "mod pair;", "#[path = \"two.rs\"]\nmod pair;");
    // The update fails at the new file: a folder is in its place.
    fs::create_dir(toy.copy().join("things/src/two.rs")).expect("it can be made");
    week(&toy.course(), &["update", "../my-week"]).refuses();
    assert!(toy.theirs(PAIR).contains("my_sum()"), "what she has written is gone");
    fs::remove_dir(toy.copy().join("things/src/two.rs")).expect("it is empty");
    toy.updated();
    assert!(toy.theirs("things/src/two.rs").contains("my_sum()"));
    assert!(!toy.copy().join(PAIR).exists());
}
