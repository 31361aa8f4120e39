//! The template that an instructor hands out, and the marks of a whole submission.

use crate::copy::{Copy, course, files, week};
use std::fs;
use std::path::PathBuf;
use std::time::Instant;
use week::splice::{Source, function};

/// Without blanks and line breaks.
fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn the_template_of_this_course_has_no_body_of_the_reference() {
    let copy = Copy::none_yet();
    week(course(), &["export", &copy.path().display().to_string()]).succeeds();
    let texts: Vec<(PathBuf, String)> = files(&copy.path())
        .into_iter()
        .filter_map(|path| Some((path.clone(), dense(&fs::read_to_string(&path).ok()?))))
        .collect();
    for lesson in &copy.lessons {
        for built in &lesson.builds {
            let reference = fs::read_to_string(course().join(&built.file)).expect("the course has the file");
            let source = Source::parse(&reference).expect("it is Rust");
            let function = dense(function(&source, &built.name).expect("the course has the function"));
            let (_, body) = function.split_once('{').expect("it has a body");
            let has_it = texts.iter().find(|(_, text)| text.contains(body) || text.contains(&function));
            if let Some((path, _)) = has_it.filter(|_| body.len() > 60) {
                panic!("{} of lesson {} stands in {}", built.name, lesson.number, path.display());
            }
        }
        for name in ["hints.md", "reference.md"] {
            let path = copy.path().join("lessons").join(&lesson.slug).join(name);
            assert!(!path.exists(), "{}", path.display());
        }
    }
}

#[test]
#[ignore = "takes minutes: .ci/week all runs it"]
fn a_whole_submission_has_its_points_within_ten_minutes() {
    let copy = Copy::started();
    // One lesson is wrong, and one is not written: those behind them get their points all the same.
    for lesson in copy.lessons.iter().filter(|lesson| lesson.number != 9) {
        copy.solve(lesson);
    }
    let wrong = "impl<T> BoundedQueue<T> { pub fn close(&self) { self.state.lock().closed = true; self.not_empty.notify_one(); } }";
    copy.write("capstone/src/threads/queue.rs", wrong, &["BoundedQueue::close"]);
    let began = Instant::now();
    let submission = copy.path().display().to_string();
    let said = week(course(), &["grade", "--submission", &submission]).succeeds();
    println!("{said}\ngraded in {:.0} s", began.elapsed().as_secs_f64());
    for lesson in &copy.lessons {
        let line = said
            .lines()
            .find(|line| line.starts_with(&format!("Lesson {:>2},", lesson.number)))
            .unwrap_or_else(|| panic!("lesson {} has no line\n{said}", lesson.number));
        let numbers: Vec<usize> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let [.., points, most] = numbers[..] else { panic!("{line}") };
        let expected = match lesson.number {
            4 => 1..most,
            9 => 0..1,
            _ => most..most + 1,
        };
        assert!(expected.contains(&points), "{line}\n{said}");
    }
    assert!(said.contains("Judged with the course's own lesson 4, for yours have not passed."), "{said}");
}
