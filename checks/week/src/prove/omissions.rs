//! What is forgotten most easily: the lessons' functions, each time without one call that wakes, waits or closes.
//!
//! Threads that nobody wakes wait for ever, so these are the mistakes that could keep a learner waiting, too.

use super::subject::{Kind, OMISSION, Subject, Variant};
use crate::lesson::Lesson;
use crate::splice::{Files, Omission, omissions};
use crate::tree::Tree;
use anyhow::{Context, Result};

/// The calls and the fields by which the threads of the course wait for each other, and tell each other what they wait for.
const WORDS: [&str; 18] = [
    "announce_sleep",
    "clear",
    "close",
    "closed",
    "count_down",
    "fall_asleep",
    "leave",
    "loop_sleeps",
    "notify_all",
    "notify_one",
    "post",
    "wait",
    "wait_for_item",
    "wait_for_room",
    "wait_until",
    "wait_while",
    "wake",
    "wake_up",
];

/// The omissions of a lesson, in the order in which they stand in its files.
pub(super) fn of(course: &Tree, lesson: &Lesson) -> Result<Variant> {
    let (mut files, mut subjects) = (Files::new(), Vec::new());
    for file in lesson.files() {
        let short = file.rsplit('/').next().unwrap_or(file);
        let name = |line: usize| format!("{short}:{line}");
        let (text, found) = omissions(course.text(file)?, &lesson.names_in(file), &WORDS, OMISSION, name)
            .with_context(|| format!("lesson {} builds in {file}", lesson.number))?;
        files.insert(file.to_owned(), text);
        subjects.extend(found.into_iter().map(|Omission { function, line, missing }| Subject {
            kind: Kind::Omission,
            name: name(line),
            about: format!("`{function}` without `{missing}`"),
            // Which words are the best, nobody knows beforehand.
            expect: Some(String::new()),
            choice: Some((OMISSION, name(line))),
        }));
    }
    Ok(Variant { lesson: lesson.number, files: Ok(files), alternative: None, subjects })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Place;
    use std::path::Path;

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the crate is two folders deep")
    }

    fn missing(number: u32) -> Vec<String> {
        let course = Tree::read(root()).expect("the course can be read");
        let lessons = course.lessons().expect("it has lessons");
        let lesson = lessons.iter().find(|lesson| lesson.number == number).expect("it has this one");
        let variant = of(&course, lesson).expect("the lesson's files can be read");
        variant.subjects.into_iter().map(|subject| subject.about).collect()
    }

    #[test]
    fn each_call_of_the_lessons_that_wakes_waits_or_closes_is_found() {
        if Place::at(root()).expect("it is a tree of the course").copy.is_some() {
            return; // a learner writes the functions in a way of her own
        }
        for (lesson, wanted) in [
            (
                3,
                "`Latch::wait` without `drop(self.zero.wait_while(self.remaining.lock(), |remaining| *remaining > 0));`",
            ),
            (
                3,
                "`Latch::wait_until` without `(remaining, timed_out) = self.zero.wait_until(remaining, deadline);`",
            ),
            (4, "`BoundedQueue::push` without `self.wait_for_room(self.state.lock())`"),
            (4, "`BoundedQueue::close` without `self.state.lock().closed = true;`"),
            (4, "`BoundedQueue::leave` without `self.not_full.notify_one();`"),
            (5, "`Shared::work` without `self.working.count_down();`"),
            (6, "`ThreadPool::end` without `self.close();`"),
            (7, "`<BatchJob as Drop>::drop` without `self.context.completions.post(batch);`"),
        ] {
            let all = missing(lesson);
            assert!(all.iter().any(|about| about == wanted), "lesson {lesson} has no {wanted}: {all:#?}");
        }
    }
}
