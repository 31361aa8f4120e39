//! Works through all there is to prove, in some copies of the course side by side: while one compiles, the others run.

use super::groups::{Part, Todo, grouped};
use super::job::Job;
use super::journal::{self, Journal};
use super::outcome::Outcome;
use super::queue::Queue;
use super::report::Report;
use super::subject::{Kind, Subject, Variant};
use super::{Options, fragments, mutations, omissions};
use crate::check::cargo;
use crate::lesson::Lesson;
use crate::place::Place;
use crate::starter::starter;
use crate::tree::Tree;
use anyhow::{Context, Result, ensure};
use rustix::fs::{FlockOperation, flock};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::mpsc::channel;
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
    /// Mutations that are as right as the course.
    equivalent: mutations::Equivalent,
    /// Where the copies are.
    folder: PathBuf,
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
        let equivalent = mutations::Equivalent::read(&place.root)?;
        for lesson in &chosen {
            if options.mutations {
                variants.push(mutations::of(&tree, lesson, &equivalent, &BTreeSet::new())?);
                continue;
            }
            if options.omissions {
                variants.push(omissions::of(&tree, lesson)?);
                continue;
            }
            variants.push(Variant::reference(lesson));
            variants.extend(fragments::of(&place.root, &tree, lesson)?);
            variants.push(Variant::blanks(&tree, &all, lesson)?);
        }
        let lessons = chosen.into_iter().cloned().collect();
        let folder = place.target().join("prove");
        if let Some(only) = &options.only {
            retain_named(&mut variants, only);
            ensure!(!variants.is_empty(), "nothing that can be proved here has {only:?} in its name");
        }
        if let Some(share) = options.share {
            variants = variants.drain(share.places(variants.len())).collect();
        }
        Ok(Self { options, course: tree, lessons, variants, equivalent, folder })
    }

    pub(super) fn lessons(&self) -> &[Lesson] {
        &self.lessons
    }

    /// All outcomes, in the order of the lessons; the report hears of each as it comes.
    pub(super) fn run(&self, report: &mut Report) -> Result<Vec<Outcome>> {
        let _alone = self.alone()?;
        let mut journal = Journal::read(&self.folder.join("journal.jsonl"));
        let keys = self.keys();
        let mut outcomes = BTreeMap::new();
        if self.options.only.is_none() && !self.options.fresh {
            let known = |(subject, key): (&Subject, &String)| {
                Some((key.clone(), journal.known(key, self.options.times_of(subject))?.clone()))
            };
            let subjects = self.variants.iter().flat_map(|variant| &variant.subjects);
            outcomes.extend(subjects.zip(keys.iter().flatten()).filter_map(known));
            report.known(outcomes.values());
        }
        self.work(self.todo(&keys, &outcomes), |key, outcome| {
            report.hear(&outcome);
            if self.options.takes_all() || outcome.kind != Kind::Wrong {
                journal.add(&key, &outcome)?; // of other wrong ones it is not known which claims they turn red
            }
            outcomes.insert(key, outcome);
            Ok(())
        })?;
        Ok(keys.iter().flatten().filter_map(|key| outcomes.remove(key)).collect())
    }

    /// The copies and the journal are for one campaign at a time.
    fn alone(&self) -> Result<File> {
        fs::create_dir_all(&self.folder)?;
        let folder = File::open(&self.folder)?;
        flock(&folder, FlockOperation::NonBlockingLockExclusive).with_context(|| {
            format!("another `cargo week prove` works in {}: wait for its end", self.folder.display())
        })?;
        Ok(folder)
    }

    fn todo(&self, keys: &[Vec<String>], known: &BTreeMap<String, Outcome>) -> Vec<Todo<'_>> {
        let parts = self.variants.iter().zip(keys).map(|(variant, keys)| {
            let subjects = variant.subjects.iter().zip(keys.iter().cloned());
            Part { variant, subjects: subjects.filter(|(_, key)| !known.contains_key(key)).collect() }
        });
        grouped(parts.filter(|part| !part.subjects.is_empty()))
    }

    /// Has it done by the jobs; `hears` gets each outcome with its key.
    fn work(&self, todo: Vec<Todo<'_>>, mut hears: impl FnMut(String, Outcome) -> Result<()>) -> Result<()> {
        let jobs = self.options.jobs().min(todo.len());
        let (queue, compiling) = (Queue::new(todo, jobs), Mutex::new(()));
        thread::scope(|scope| {
            let (sender, results) = channel();
            let start = |number| {
                let (queue, compiling) = (&queue, &compiling);
                let Self { options, course, lessons, equivalent, folder, .. } = self;
                let (slower, outcomes) = (self.slower(), sender.clone());
                let job = Job {
                    number,
                    at_once: jobs,
                    options,
                    course,
                    lessons,
                    equivalent,
                    folder,
                    slower,
                    queue,
                    compiling,
                    outcomes,
                };
                scope.spawn(move || job.work())
            };
            let jobs: Vec<_> = (0..jobs).map(start).collect();
            drop(sender);
            results
                .into_iter()
                .try_for_each(|(key, outcome)| hears(key, outcome))
                .inspect_err(|_| queue.clear())?;
            jobs.into_iter().try_for_each(|job| job.join().unwrap_or_else(|panic| resume_unwind(panic)))
        })
    }

    /// What each outcome is remembered by.
    fn keys(&self) -> Vec<Vec<String>> {
        let compiler = cargo::compiler();
        let course = |lesson: &Lesson| (lesson.number, journal::course(&self.course, lesson, &compiler));
        let courses: BTreeMap<u32, u64> = self.lessons.iter().map(course).collect();
        let key = |variant: &Variant, subject: &Subject| {
            journal::key(courses[&variant.lesson], variant, subject, self.options.pinned)
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

/// Leaves of the variants those subjects that have `part` in their names.
fn retain_named(variants: &mut Vec<Variant>, part: &str) {
    variants.iter_mut().for_each(|variant| variant.subjects.retain(|subject| subject.name.contains(part)));
    variants.retain(|variant| !variant.subjects.is_empty());
}
