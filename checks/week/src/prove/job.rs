//! One of the jobs of a campaign: takes what is to be done, compiles it in its own copy of the course, and runs it.

use super::Options;
use super::groups::{Part, files, in_halves};
use super::mutations::{self, Equivalent};
use super::outcome::{Outcome, Tally};
use super::queue::Queue;
use super::scratch::{Scratch, Unbuilt};
use super::subject::Subject;
use super::trial::Check;
use crate::lesson::Lesson;
use crate::splice::Files;
use crate::tree::Tree;
use anyhow::{Context, Error, Result, ensure};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;
use std::sync::mpsc::Sender;

/// A job.
pub(super) struct Job<'a> {
    pub(super) number: usize,
    /// How many jobs there are.
    pub(super) at_once: usize,
    pub(super) options: &'a Options,
    pub(super) course: &'a Tree,
    pub(super) lessons: &'a [Lesson],
    pub(super) equivalent: &'a Equivalent,
    /// Where the copies are.
    pub(super) folder: &'a Path,
    /// How many times as long as on a machine of its own a run may take.
    pub(super) slower: u32,
    pub(super) queue: &'a Queue<'a>,
    /// Held while a job compiles: one at a time does.
    pub(super) compiling: &'a Mutex<()>,
    /// Hears each outcome, with its key.
    pub(super) outcomes: Sender<(String, Outcome)>,
}

impl Job<'_> {
    pub(super) fn work(&self) -> Result<()> {
        // What went wrong has nothing to do with a solution, so it would go wrong in the other jobs, too.
        self.work_off().inspect_err(|_| self.queue.clear())
    }

    fn work_off(&self) -> Result<()> {
        let root = self.folder.join(format!("job-{}", self.number)).join("tree");
        let mut scratch = Scratch::new(&root, self.course)?;
        while let Some(todo) = self.queue.next(self.number) {
            let lesson = self.lessons.iter().find(|lesson| lesson.number == todo.lesson);
            let lesson = lesson.context("a variant has its lesson")?;
            in_halves(&todo.parts, &mut |parts| self.at_once(&mut scratch, lesson, parts))?;
        }
        Ok(())
    }

    /// Compiles all as one program, and runs it. Says for how many it did, from the first: it stops where one of several does
    /// not compile.
    fn at_once(&self, scratch: &mut Scratch<'_>, lesson: &Lesson, parts: &[Part<'_>]) -> Result<usize> {
        let mut left_out = BTreeSet::new();
        let mut check = match files(parts, self.course)? {
            Ok(files) => {
                if self.options.mutations {
                    left_out = self.uncompilable(scratch, lesson, &files)?;
                } else {
                    scratch.become_(&files)?;
                }
                self.check(scratch, lesson)?.map_err(|unbuilt| unbuilt.words)
            }
            Err(problem) => Err(problem),
        };
        let is_in =
            |subject: &Subject| subject.choice.as_ref().is_none_or(|(_, label)| !left_out.contains(label));
        for (done, part) in parts.iter().enumerate() {
            for (subject, key) in part.subjects.iter().filter(|(subject, _)| is_in(subject)) {
                let outcome = match &mut check {
                    Ok(check) => self.subject(check, lesson.number, subject)?,
                    Err(problem) => Err(problem.clone()),
                };
                if outcome.is_err() && parts.len() > 1 {
                    return Ok(done);
                }
                let without = |problem: String| Outcome::without_a_run(lesson.number, subject, &problem);
                let _ = self.outcomes.send((key.clone(), outcome.unwrap_or_else(without))); // who hears them has failed
            }
        }
        Ok(parts.len())
    }

    fn check<'s>(
        &'s self,
        scratch: &'s Scratch<'_>,
        lesson: &'s Lesson,
    ) -> Result<Result<Check<'s>, Unbuilt>> {
        let pinned = self.options.pinned.then_some(self.number);
        Check::new(scratch, lesson, self.compiling, pinned, self.at_once)
    }

    /// Makes the copy the lesson with those of its mutations that compile, and gives the labels of the others.
    fn uncompilable(
        &self,
        scratch: &mut Scratch<'_>,
        lesson: &Lesson,
        files: &Files,
    ) -> Result<BTreeSet<String>> {
        let (mut files, mut left_out) = (files.clone(), BTreeSet::new());
        loop {
            scratch.become_(&files)?;
            let Err(unbuilt) = self.check(scratch, lesson)? else { return Ok(left_out) };
            let to_blame = mutations::to_blame(&files, &unbuilt.places);
            ensure!(
                !to_blame.is_empty() && left_out.is_disjoint(&to_blame),
                "lesson {} with its mutations cannot be built, and none is to blame: {}",
                lesson.number,
                unbuilt.words
            );
            left_out.extend(to_blame);
            let variant = mutations::of(self.course, lesson, self.equivalent, &left_out)?;
            files = variant.files.map_err(Error::msg)?;
        }
    }

    /// What comes of it; or why something of it, such as the models, does not compile.
    fn subject(
        &self,
        check: &mut Check<'_>,
        lesson: u32,
        subject: &Subject,
    ) -> Result<Result<Outcome, String>> {
        let times = self.options.times_of(subject);
        let environment = subject.environment();
        let mut tally = Tally::new(lesson, subject, self.slower);
        for run in 0..times {
            let is_first = run == 0;
            let to_the_end = subject.goes_to_the_end(is_first && self.options.takes_all());
            let patience = subject.patience(is_first);
            match check.run(to_the_end, patience, &environment)? {
                Ok(trial) => tally.add(trial),
                Err(problem) => return Ok(Err(problem)),
            }
            if tally.is_hopeless() {
                break;
            }
        }
        Ok(Ok(tally.outcome()))
    }
}
