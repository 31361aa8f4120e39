//! `cargo week quiz`.

use crate::toy::{Toy, command, week};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

const QUIZ: &str = r#"
[[question]]
ask = "Is one odd?"
read = "Counting"
choices = [{ wrong = "No.", why = "Half of it is no number of ours." }, { right = "Yes.", why = "It is." }]

[[question]]
ask = "And two?"
read = "Counting"
choices = [{ right = "No.", why = "Two ones." }, { wrong = "Yes.", why = "It is even." }]
"#;

/// What the quiz says to these lines.
fn quiz(folder: &Path, answers: &str) -> String {
    let mut child = command(folder)
        .args(["quiz", "1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program can be run");
    child.stdin.take().expect("it is a pipe").write_all(answers.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("it writes text")
}

fn course() -> Toy {
    let toy = Toy::new();
    fs::write(toy.course().join("lessons/01-counter/quiz.toml"), QUIZ).expect("it can be written");
    toy
}

#[test]
fn a_wrong_choice_is_told_why_and_may_be_mended() {
    let toy = course();
    let said = quiz(&toy.course(), "1\nwhat\n2\n1\n");
    let expected = "\
1/2 Is one odd?
   1 No.
   2 Yes.
> No.
Half of it is no number of ours.
See lessons/01-counter/README.md, section \"Counting\".

> Type a number from 1 to 2.
> Right.
It is.

2/2 And two?
   1 No.
   2 Yes.
> Right.
Two ones.

1 of 2 at the first try.
";
    assert_eq!(said, expected);
}

#[test]
fn who_has_enough_may_leave() {
    let toy = course();
    assert!(quiz(&toy.course(), "2\n").ends_with("> \n1 of 2 questions answered.\n"));
}

#[test]
fn a_lesson_without_a_quiz_says_so() {
    let toy = Toy::new();
    let said = week(&toy.course(), &["quiz", "1"]).refuses();
    assert!(said.starts_with("lesson 1 has no quiz: ") && said.contains("01-counter"), "{said}");
}
