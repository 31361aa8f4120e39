//! Judges a submission lesson by lesson.
//!
//! A lesson stands on those before it. When one of them has failed, the next are judged with the course's functions in its
//! place, and their marks say so: nobody loses a point twice for one mistake. A template has no such functions; there a
//! claim that fails names the lesson that may be the reason.

use super::attempt::Course;
use super::marks::{LessonMarks, Mark};
use super::pass::Pass;
use super::submission::Unit;
use crate::check::case::{self, Case};
use crate::check::lanes::{News, Runner, lanes};
use crate::check::time::Time;
use crate::check::verdict::{Failure, Verdict};
use crate::lesson::Lesson;
use crate::process::Cancel;
use anyhow::{Context, Result};
use std::path::Path;

pub(super) struct Judge<'a> {
    pub(super) course: Course<'a>,
    /// Whether the course has the functions of the reference.
    pub(super) has_reference: bool,
    pub(super) units: Vec<Unit>,
    /// Where each tree has a new folder.
    pub(super) folder: &'a Path,
    pub(super) time: &'a Time,
}

impl Judge<'_> {
    /// The marks of all lessons.
    pub(super) fn judge(&mut self) -> Result<Vec<LessonMarks>> {
        let lessons = self.course.lessons;
        let mut failed: Vec<u32> =
            lessons.iter().filter(|lesson| !self.has_something(lesson)).map(|lesson| lesson.number).collect();
        let (mut pass, mut marks) = (None, Vec::new());
        for lesson in lessons {
            if pass.is_none() && self.has_something(lesson) {
                pass = Some(self.pass(lesson, &failed)?);
            }
            // To compile it may have shown that nothing of the lesson can be judged.
            let judged = match pass.as_ref().filter(|_| self.has_something(lesson)) {
                Some(pass) => self.lesson(lesson, pass, &failed)?,
                None => self.nothing(lesson),
            };
            eprintln!("lesson {}: {} of {}", lesson.number, judged.points(), judged.cases.len());
            if !judged.is_full() && !failed.contains(&lesson.number) {
                failed.push(lesson.number);
                if self.has_reference {
                    pass = None; // the next lessons need another tree
                }
            }
            marks.push(judged);
        }
        Ok(marks)
    }

    fn has_something(&self, lesson: &Lesson) -> bool {
        self.units.iter().any(|unit| unit.lesson == lesson.number && unit.has_something())
    }

    /// A tree for this lesson and those after it.
    fn pass(&mut self, first: &Lesson, failed: &[u32]) -> Result<Pass> {
        eprintln!("compiling");
        let lessons = self.course.lessons;
        let rest =
            lessons.iter().filter(|lesson| lesson.number >= first.number && self.has_something(lesson));
        let mut names: Vec<String> = rest.clone().map(Lesson::id).collect();
        if rest.into_iter().any(|lesson| self.has_models(lesson)) {
            names.push("models".to_owned());
        }
        // What comes later is not called by this lesson.
        let ours: Vec<u32> = failed.iter().copied().filter(|_| self.has_reference).collect();
        Pass::new(&self.course, &mut self.units, &ours, self.folder, &names)
    }

    fn has_models(&self, lesson: &Lesson) -> bool {
        self.course.tree.0.contains_key(&format!("checks/tests/models/{}.rs", lesson.id()))
    }

    fn lesson(&self, lesson: &Lesson, pass: &Pass, failed: &[u32]) -> Result<LessonMarks> {
        let mut marks = LessonMarks::of(lesson);
        marks.cases = self.run(pass, &lesson.id(), |tests| {
            let cases = case::of_lesson(tests, lesson)?;
            Ok(cases.into_iter().filter(|case| case.is_claim).collect())
        })?;
        if self.has_models(lesson) {
            marks.cases.extend(self.run(pass, "models", |tests| Ok(case::of_models(tests, lesson)))?);
        }
        marks.notes = self.notes(lesson);
        let before: Vec<String> =
            failed.iter().filter(|number| **number < lesson.number).map(u32::to_string).collect();
        if let Some((last, others)) = before.split_last() {
            let names = if others.is_empty() {
                format!("lesson {last}")
            } else {
                format!("lessons {} and {last}", others.join(", "))
            };
            marks.notes.push(match self.has_reference {
                true => format!("Judged with the course's own {names}, for yours have not passed."),
                false => format!("It builds on {names}, not passed yet: that may be why a claim fails here."),
            });
        }
        Ok(marks)
    }

    /// Runs those cases of a program that `chosen` makes of the names of its tests.
    fn run(
        &self,
        pass: &Pass,
        program: &str,
        chosen: impl FnOnce(Vec<String>) -> Result<Vec<Case>>,
    ) -> Result<Vec<Mark>> {
        let environment = pass.sandbox.environment(true);
        let runner = Runner {
            program: pass.programs.get(program).with_context(|| format!("there is no test {program}"))?,
            cancel: &Cancel::default(),
            time: self.time,
            lanes: lanes(),
            patience: None,
            limits: pass.sandbox.of_a_check(),
            environment: &environment,
            proof: Some(&pass.proof),
        };
        let cases = chosen(runner.tests()?)?;
        let verdicts = runner.run(&cases, |_: News<'_>| {})?;
        let problem = |verdict: Verdict| match verdict {
            Verdict::Holds => None,
            Verdict::Fails(failure) => Some(said(&failure)),
            Verdict::Cancelled => Some("not tried to its end".to_owned()), // nobody cancels
        };
        let marks = cases.into_iter().zip(verdicts);
        Ok(marks.map(|(case, verdict)| Mark { words: case.words, problem: problem(verdict) }).collect())
    }

    /// A lesson of which nothing can be judged.
    fn nothing(&self, lesson: &Lesson) -> LessonMarks {
        let mut marks = LessonMarks::of(lesson);
        let is_refused = self.units.iter().any(|unit| unit.lesson == lesson.number && unit.refused.is_some());
        let problem = if is_refused { "nothing can be judged" } else { "nothing is written yet" };
        marks.notes = if is_refused { self.notes(lesson) } else { Vec::new() };
        let mark = |words: &String| Mark { words: words.clone(), problem: Some(problem.to_owned()) };
        marks.cases = lesson.claims.iter().chain(&self.models_of(lesson)).map(mark).collect();
        marks
    }

    /// The names of the lesson's models, by its source: nothing is compiled for them.
    fn models_of(&self, lesson: &Lesson) -> Vec<String> {
        let text =
            self.course.tree.text(&format!("checks/tests/models/{}.rs", lesson.id())).unwrap_or_default();
        crate::splice::tests(text).unwrap_or_default().iter().map(|name| name.replace('_', " ")).collect()
    }

    /// What was refused, and what is blank although something is written.
    fn notes(&self, lesson: &Lesson) -> Vec<String> {
        let units = self.units.iter().filter(|unit| unit.lesson == lesson.number);
        let mut notes = Vec::new();
        for Unit { file, refused, blank, .. } in units {
            match refused {
                Some(reason) => notes.push(format!("{file} counts as blank: {reason}")),
                None if !blank.is_empty() => notes.push(format!("{file}: blank are {}", blank.join(", "))),
                None => {}
            }
        }
        notes
    }
}

/// A submission can write as much as it likes: a reader gets the beginning.
const LINES: usize = 20;

fn said(failure: &Failure) -> String {
    let details = failure.details.iter().map(|line| format!("    {line}"));
    let read = failure.read.iter().map(|read| format!("Read {read}."));
    let lines: Vec<String> =
        [failure.sentence.clone()].into_iter().chain(details.take(LINES)).chain(read).collect();
    let short = |line: String| line.chars().take(400).collect::<String>();
    lines.into_iter().map(short).collect::<Vec<_>>().join("\n")
}
