//! The last steps of a schedule, drawn as the lessons draw an interleaving: a column for each thread, a line for each step.
//!
//! A thread tells its next step, and has taken it when the scheduler has let it run. The drawing ends where the schedule
//! failed; below it stand what each thread is at then, and what failed.

mod at;
mod columns;
mod ending;
mod notified;
mod page;
mod svg;
mod watched;

pub(crate) use svg::svg;
pub use watched::{Fields, show};

use at::At;
use capstone::sync::trace::{Action, Event};
use std::collections::{BTreeMap, VecDeque};
use std::panic::Location;

/// As many steps are drawn: a screen of them.
const MOST: usize = 24;

/// What the threads of the schedule that runs now have done.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    threads: BTreeMap<usize, Thread>,
    last: VecDeque<Step>,
    /// How many came before the last ones.
    earlier: usize,
    /// Whom the scheduler let run last.
    running: usize,
    /// What the threads share: the titles of its columns, and the values as they were seen last.
    titles: Vec<&'static str>,
    shared: Vec<String>,
    /// The values before the last steps.
    shared_before: Vec<String>,
    /// A thread has let go of a lock, and the values have not been looked at since.
    is_stale: bool,
    /// What failed, in lines.
    failure: Vec<String>,
}

#[derive(Debug)]
struct Step {
    /// Whose it is.
    id: usize,
    words: String,
    /// What its thread is at when it is done. A step changes that of no other thread.
    after: At,
    /// The values of what the threads share when it is done.
    shared: Vec<String>,
}

#[derive(Debug, Default)]
struct Thread {
    name: String,
    next: Option<Action>,
    /// Where the next step stands in the code, if that is told.
    place: Option<&'static Location<'static>>,
    at: At,
    /// What it was at before the last steps.
    before: At,
}

impl Steps {
    /// A new schedule begins.
    pub(crate) fn begin(&mut self) {
        *self = Self::default();
        watched::forget();
    }

    /// What the thread with this number, which calls, has told.
    pub(crate) fn hear(&mut self, id: usize, event: Event) {
        let thread = self.threads.entry(id).or_default();
        match event {
            Event::At(place) => thread.place = Some(place),
            Event::Next(action) => thread.next = Some(action),
            Event::Took(lock) => {
                thread.next = None;
                thread.at.holds.push(lock);
                self.add(id, format!("locks {lock}"));
            }
            // The explorer chooses before the lock is free, and no other thread runs until it is: that step has said so.
            Event::Freed(_) => self.look(),
            Event::Woke(condition) => self.wake(id, format!("wakes on {condition} by itself")),
            Event::TimedOut(condition) => self.wake(id, format!("wakes on {condition} at its deadline")),
        }
    }

    /// It has woken without the scheduler.
    fn wake(&mut self, id: usize, words: String) {
        self.look();
        self.threads.entry(id).or_default().at.wake();
        self.add(id, words);
    }

    /// The scheduler lets the thread of this name run.
    pub(crate) fn run(&mut self, id: usize, name: Option<String>) {
        self.running = id;
        if self.is_stale || self.titles.len() < watched::count() {
            self.look();
        }
        let thread = self.threads.entry(id).or_default();
        if thread.name.is_empty() {
            thread.name = name.unwrap_or_else(|| "unnamed".to_owned());
        }
        let step = match (thread.at.wake(), thread.next.take()) {
            (Some((condition, lock)), _) => {
                thread.next = Some(Action::Lock(lock));
                format!("wakes on {condition}")
            }
            (None, None) => return,
            // It is told by itself when the thread has the lock. Until then it is the next step.
            (None, Some(lock @ Action::Lock(_))) => {
                thread.next = Some(lock);
                return;
            }
            (None, Some(action)) => {
                thread.at.take(&action);
                self.is_stale = matches!(action, Action::Wait(..));
                action.to_string()
            }
        };
        self.add(id, step);
    }

    fn add(&mut self, id: usize, words: String) {
        let (after, shared) = (self.threads[&id].at.clone(), self.shared.clone());
        self.last.push_back(Step { id, words, after, shared });
        if self.last.len() > MOST
            && let Some(Step { id, after, shared, .. }) = self.last.pop_front()
        {
            self.threads.entry(id).or_default().before = after;
            self.shared_before = shared;
            self.earlier += 1;
        }
    }

    /// A lock is free again: what is behind it can be seen, as the last step has left it.
    fn look(&mut self) {
        let seen = watched::look();
        self.is_stale = false;
        self.titles = seen.iter().map(|(title, _)| *title).collect();
        self.shared.resize(seen.len(), String::new());
        for (known, (_, value)) in self.shared.iter_mut().zip(seen) {
            value.into_iter().for_each(|value| *known = value);
        }
        match self.last.back_mut() {
            Some(step) => step.shared.clone_from(&self.shared),
            None => self.shared_before.clone_from(&self.shared),
        }
    }

    /// The schedule has failed: what stands below the drawing.
    pub(crate) fn fail(&mut self, lines: Vec<String>) {
        self.failure = lines;
    }
}

#[cfg(test)]
mod tests;
