//! Every lesson: red for its own blanks, and green once they are written, with all later lessons blank.

use crate::copy::{Copy, course, run, week};
use std::env;
use std::process::Command;
use std::time::Instant;
use week::lesson::Lesson;

/// The lesson to begin with, those before it solved: what the variable `WEEK_AT` says, for whoever goes on where a run ended.
fn first_lesson() -> u32 {
    let said = env::var("WEEK_AT").unwrap_or_else(|_| "1".to_owned());
    said.parse().unwrap_or_else(|_| panic!("WEEK_AT is the number of a lesson, and not {said:?}"))
}

#[test]
#[ignore = "takes minutes: .ci/week all runs it"]
fn every_lesson_is_red_for_its_own_blank_and_green_when_it_is_written() {
    let first = first_lesson();
    let copy = Copy::started_at(first);
    let lessons: Vec<Lesson> = copy.lessons.iter().filter(|lesson| lesson.number >= first).cloned().collect();
    copy.compiles_without_a_warning(&lessons[..1]);
    copy.is_red_for_its_own_blank(&lessons[0]);
    for (lesson, at) in lessons.iter().zip(0..) {
        copy.solve(lesson);
        let next = &lessons[at..lessons.len().min(at + 2)];
        copy.compiles_without_a_warning(next);
        copy.is_green(lesson);
        if let [_, next] = next {
            copy.is_red_for_its_own_blank(next);
        }
    }
    let overview = copy.week(&[]).succeeds();
    let all = format!("{0} of {0} lessons passed. That was the course.", lessons.len());
    assert!(overview.contains(&all), "{overview}");
}

impl Copy {
    fn compiles_without_a_warning(&self, lessons: &[Lesson]) {
        let began = Instant::now();
        let tests = lessons.iter().flat_map(|lesson| ["--test".to_owned(), lesson.id()]);
        let mut cargo = Command::new(env!("CARGO"));
        let said = run(cargo.args(["test", "--no-run"]).args(tests).current_dir(self.path())).succeeds();
        assert!(!said.contains("warning"), "{said}");
        println!("compiled in {:.1} s", began.elapsed().as_secs_f64());
    }

    fn is_red_for_its_own_blank(&self, lesson: &Lesson) {
        let (number, count) = (lesson.number, lesson.builds.len());
        let began = Instant::now();
        let said = self.week(&["check", &number.to_string()]).fails();
        println!("lesson {number} is red after {:.1} s", began.elapsed().as_secs_f64());
        assert!(said.contains(&format!("Still blank, {count} of {count}:")), "{said}");
        // The first failure is told whole: the line behind the one of its claim.
        let (_, failures) =
            said.split_once("\n  blank ").unwrap_or_else(|| panic!("no claim meets a blank\n{said}"));
        let first = failures
            .split("\n\n")
            .nth(1)
            .unwrap_or_default()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let own = |name: &str| first.contains(name);
        assert!(
            lesson.builds.iter().any(|built| own(&built.name)),
            "it names no blank of its own: {first}\n{said}"
        );
    }

    fn is_green(&self, lesson: &Lesson) {
        let began = Instant::now();
        let said = self.week(&["check", &lesson.number.to_string()]).succeeds();
        println!("lesson {} is green after {:.1} s", lesson.number, began.elapsed().as_secs_f64());
        assert!(said.contains(&format!("Lesson {} has passed", lesson.number)), "{said}");
    }
}

#[test]
#[ignore = "with the others of this file: .ci/week runs it"]
fn each_verb_does_its_part_in_a_copy() {
    let copy = Copy::started();
    let lesson = &copy.lessons[0];
    let overview = copy.week(&[]).succeeds();
    assert!(
        overview.contains("next")
            && overview.contains(&format!("0 of {} lessons passed.", copy.lessons.len())),
        "{overview}"
    );
    assert!(copy.week(&["hint"]).succeeds().contains("Hint 1 of 3."));
    assert!(copy.week(&["hint", "1", "3"]).succeeds().contains("Hint 3 of 3."));
    assert!(!copy.week(&["answer", "1", "1"]).succeeds().is_empty());
    assert!(copy.week(&["diff", "1"]).fails().contains("has not passed yet"));
    assert!(copy.week(&["replay", "17-0000"]).said.contains("no model's schedules end in -0000"));
    assert!(copy.week(&["diff", "1", "--peek"]).succeeds().contains("- "));

    copy.solve(lesson);
    copy.is_green(lesson);
    let diff = copy.week(&["diff", "1"]).succeeds();
    assert_eq!(diff.matches("  the same\n").count(), lesson.builds.len(), "{diff}");
    let kept = copy.week(&["reset", "1"]).succeeds();
    assert!(kept.contains(".week/kept/"), "{kept}");
    copy.is_red_for_its_own_blank(lesson);

    copy.solve(lesson);
    let path = copy.path().display().to_string();
    week(course(), &["update", &path]).succeeds();
    let diff = copy.week(&["diff", "1", "--peek"]).succeeds();
    assert_eq!(diff.matches("  the same\n").count(), lesson.builds.len(), "what was written is lost: {diff}");
}
