//! Works through all there is to prove, in some copies of the course side by side: while one compiles, the others run.

use super::journal::{self, Journal};
use super::outcome::{Outcome, Tally};
use super::pinned::pinned;
use super::report::Report;
use super::scratch::Scratch;
use super::subject::{BLANK, Kind, Subject, Variant};
use super::trial::{Check, Trial};
use super::{Options, fragments};
use crate::lesson::Lesson;
use crate::place::Place;
use crate::starter::starter;
use crate::tree::Tree;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;

/// Pinned beside a busy loop, half of one processor is left of the two that a run is measured with.
const SLOWER_PINNED: usize = 4;

/// All there is to prove.
pub(super) struct Campaign<'a> {
    options: &'a Options,
    /// The course as a learner has it when everything is written.
    course: Tree,
    lessons: Vec<Lesson>,
    variants: Vec<Variant>,
    /// Where the copies are.
    folder: PathBuf,
}

/// What one job knows of another.
struct Shared {
    next: AtomicUsize,
    compiling: Mutex<()>,
    /// Something went wrong that has nothing to do with a solution.
    has_failed: AtomicBool,
}

/// One of the jobs.
struct Job<'a> {
    campaign: &'a Campaign<'a>,
    number: usize,
    shared: &'a Shared,
    /// Hears each outcome, with its key.
    outcomes: Sender<(String, Outcome)>,
}

impl<'a> Campaign<'a> {
    pub(super) fn new(place: &Place, course: &Tree, options: &'a Options) -> Result<Self> {
        let all = course.lessons()?;
        let last = all.last().map_or(0, |lesson| lesson.number);
        let mut tree = starter(course, last + 1)?;
        tree.0.retain(|path, _| !path.starts_with("checks/wrong/"));
        let mut variants = Vec::new();
        let chosen = match options.lesson {
            Some(_) => vec![place.lesson(&all, options.lesson)?],
            None => all.iter().collect(),
        };
        for lesson in &chosen {
            variants.push(Variant::reference(lesson));
            variants.extend(fragments::of(&place.root, &tree, lesson)?);
            variants.push(Variant::blanks(&tree, &all, lesson)?);
        }
        let lessons = chosen.into_iter().cloned().collect();
        let folder = place.target().join("prove");
        Ok(Self { options, course: tree, lessons, variants: taken(variants, options), folder })
    }

    pub(super) fn lessons(&self) -> &[Lesson] {
        &self.lessons
    }

    /// All outcomes, in the order of the lessons; the report hears of each as it comes.
    pub(super) fn run(&self, report: &mut Report) -> Result<Vec<Outcome>> {
        let mut journal = Journal::read(&self.folder.join("journal.jsonl"));
        let keys = self.keys();
        let mut outcomes: BTreeMap<String, Outcome> = BTreeMap::new();
        if self.options.only.is_none() && !self.options.fresh {
            let known =
                keys.iter().flatten().filter_map(|key| Some((key.clone(), journal.known(key)?.clone())));
            outcomes.extend(known);
            report.known(outcomes.values());
        }
        let todo: Vec<(&Variant, Vec<(&Subject, String)>)> = self
            .variants
            .iter()
            .zip(&keys)
            .map(|(variant, keys)| {
                let subjects = variant.subjects.iter().zip(keys.iter().cloned());
                (variant, subjects.filter(|(_, key)| !outcomes.contains_key(key)).collect())
            })
            .filter(|(_, subjects): &(_, Vec<_>)| !subjects.is_empty())
            .collect();
        let shared = Shared {
            next: AtomicUsize::new(0),
            compiling: Mutex::new(()),
            has_failed: AtomicBool::new(false),
        };
        thread::scope(|scope| {
            let (sender, results) = channel();
            let jobs: Vec<_> = (0..self.options.jobs().min(todo.len()))
                .map(|number| {
                    let job = Job { campaign: self, number, shared: &shared, outcomes: sender.clone() };
                    let todo = &todo;
                    scope.spawn(move || job.work(todo))
                })
                .collect();
            drop(sender);
            for (key, outcome) in results {
                report.hear(&outcome);
                journal.add(&key, &outcome)?;
                outcomes.insert(key, outcome);
            }
            jobs.into_iter()
                .try_for_each(|job| job.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        })?;
        Ok(keys.into_iter().flatten().filter_map(|key| outcomes.remove(&key)).collect())
    }

    /// What each outcome is remembered by.
    fn keys(&self) -> Vec<Vec<String>> {
        let Options { times, pinned, .. } = self.options;
        let courses: BTreeMap<u32, u64> = self
            .lessons
            .iter()
            .map(|lesson| (lesson.number, journal::course(&self.course, lesson)))
            .collect();
        let key = |variant: &Variant, subject: &Subject| {
            let times = if subject.once() { 1 } else { times.get() };
            journal::key(courses[&variant.lesson], variant, subject, times, *pinned)
        };
        let keys = self
            .variants
            .iter()
            .map(|variant| variant.subjects.iter().map(|subject| key(variant, subject)).collect());
        keys.collect()
    }

    /// How many times as long as on a machine of its own a run may take.
    fn slower(&self) -> u32 {
        let times = self.options.jobs() * if self.options.pinned { SLOWER_PINNED } else { 1 };
        u32::try_from(times).unwrap_or(u32::MAX)
    }
}

/// Those of the variants, and of their subjects, that are wanted.
fn taken(variants: Vec<Variant>, options: &Options) -> Vec<Variant> {
    let wanted =
        |subject: &Subject| options.only.as_ref().is_none_or(|only| subject.name.contains(only.as_str()));
    let mut taken = Vec::new();
    for mut variant in variants {
        variant.subjects.retain(wanted);
        if !variant.subjects.is_empty() {
            taken.push(variant);
        }
    }
    let mut place = 0..;
    taken.retain(|_| place.next().is_some_and(|place| options.share.is_none_or(|share| share.has(place))));
    taken
}

impl Job<'_> {
    fn work(&self, todo: &[(&Variant, Vec<(&Subject, String)>)]) -> Result<()> {
        let root = self.campaign.folder.join(format!("job-{}", self.number)).join("tree");
        let result = self.work_in(&root, todo);
        if result.is_err() {
            self.shared.has_failed.store(true, Ordering::SeqCst);
        }
        result
    }

    fn work_in(&self, root: &Path, todo: &[(&Variant, Vec<(&Subject, String)>)]) -> Result<()> {
        let mut scratch = Scratch::new(root, &self.campaign.course)?;
        while !self.shared.has_failed.load(Ordering::SeqCst)
            && let Some((variant, subjects)) = todo.get(self.shared.next.fetch_add(1, Ordering::SeqCst))
        {
            self.variant(&mut scratch, variant, subjects)?;
        }
        Ok(())
    }

    fn variant(
        &self,
        scratch: &mut Scratch<'_>,
        variant: &Variant,
        subjects: &[(&Subject, String)],
    ) -> Result<()> {
        let number = variant.lesson;
        let lesson = self.campaign.lessons.iter().find(|lesson| lesson.number == number);
        let lesson = lesson.context("a variant has its lesson")?;
        let mut check = match &variant.files {
            Ok(files) => {
                scratch.become_(files)?;
                Check::new(scratch, lesson, &self.shared.compiling)?
            }
            Err(problem) => Err(problem.clone()),
        };
        for (subject, key) in subjects {
            let outcome = match &mut check {
                Ok(check) => self.subject(check, number, subject)?,
                Err(problem) => Outcome::without_a_run(number, subject, problem),
            };
            let _ = self.outcomes.send((key.clone(), outcome)); // who hears them has failed
        }
        Ok(())
    }

    fn subject(&self, check: &mut Check<'_>, lesson: u32, subject: &Subject) -> Result<Outcome> {
        let options = self.campaign.options;
        let times = if subject.once() { 1 } else { options.times.get() };
        let environment = match subject.kind {
            Kind::Blank => vec![(BLANK.into(), subject.expect.clone().unwrap_or_default().into())],
            _ => Vec::new(),
        };
        let mut tally = Tally::new(lesson, subject, self.campaign.slower());
        for run in 0..times {
            // Which claims a mistake turns red is asked once. A blank turns many red, which tells nothing.
            let to_the_end = subject.expect.is_none() || run == 0 && subject.kind == Kind::Wrong;
            let mut run = || check.run(to_the_end, &environment);
            let trial: Result<Trial, String> = match options.pinned {
                true => pinned(self.number, run)?,
                false => run()?,
            };
            match trial {
                Ok(trial) => tally.add(trial),
                Err(problem) => return Ok(Outcome::without_a_run(lesson, subject, &problem)),
            }
            if tally.is_hopeless() {
                break;
            }
        }
        Ok(tally.outcome())
    }
}
