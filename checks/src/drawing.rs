//! The last steps of a schedule, drawn as the lessons draw an interleaving: a column for each thread, a line for each step.
//!
//! A thread tells its next step, and has taken it when the scheduler has let it run. The drawing ends where the schedule
//! failed; below it stands what each thread is at then.

mod at;
mod notified;
mod svg;

pub(crate) use svg::svg;

use at::At;
use capstone::sync::thread;
use capstone::sync::trace::{Action, Event};
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};

/// As many steps are drawn: a screen of them.
const MOST: usize = 24;

/// What the threads of the schedule that runs now have done.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    threads: BTreeMap<usize, Thread>,
    last: VecDeque<Step>,
    /// How many came before the last ones.
    earlier: usize,
}

#[derive(Debug)]
struct Step {
    /// Whose it is.
    id: usize,
    words: String,
    /// What its thread is at when it is done. A step changes that of no other thread.
    after: At,
}

#[derive(Debug, Default)]
struct Thread {
    name: String,
    next: Option<Action>,
    at: At,
    /// What it was at before the last steps.
    before: At,
}

impl Steps {
    /// A new schedule begins.
    pub(crate) fn begin(&mut self) {
        *self = Self::default();
    }

    /// What the thread with this number, which calls, has told.
    pub(crate) fn hear(&mut self, id: usize, event: Event) {
        let thread = self.threads.entry(id).or_default();
        if thread.name.is_empty() {
            thread.name = thread::current().name().unwrap_or("unnamed").to_owned();
        }
        match event {
            Event::Next(action) => thread.next = Some(action),
            Event::Took(lock) => {
                thread.next = None;
                thread.at.holds.push(lock);
                self.add(id, format!("locks {lock}"));
            }
            // The explorer chooses before the lock is free, and no other thread runs until it is: that step has said so.
            Event::Freed(_) => {}
        }
    }

    /// The scheduler lets this thread run.
    pub(crate) fn run(&mut self, id: usize) {
        let Some(thread) = self.threads.get_mut(&id) else { return };
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
                action.to_string()
            }
        };
        self.add(id, step);
    }

    fn add(&mut self, id: usize, words: String) {
        self.last.push_back(Step { id, words, after: self.threads[&id].at.clone() });
        if self.last.len() > MOST
            && let Some(Step { id, after, .. }) = self.last.pop_front()
        {
            self.threads.entry(id).or_default().before = after;
            self.earlier += 1;
        }
    }

    /// The drawing, line by line; nothing if no thread has told anything.
    pub(crate) fn drawing(&self) -> Vec<String> {
        let drawn = self.drawn();
        if drawn.is_empty() {
            return Vec::new();
        }
        let names = self.names(&drawn);
        let widths: Vec<usize> = drawn.iter().zip(&names).map(|(id, name)| self.width(*id, name)).collect();
        let line = |cells: &[&str]| {
            let cells = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        let mut lines = vec![String::new(), line(&names.iter().map(String::as_str).collect::<Vec<_>>())];
        if self.earlier > 0 {
            lines.push(format!("... {} steps ...", self.earlier));
        }
        for Step { id, words, .. } in &self.last {
            let cells: Vec<&str> =
                drawn.iter().map(|column| if column == id { words.as_str() } else { "" }).collect();
            lines.push(line(&cells));
        }
        let end = |(id, name): (&usize, &String)| {
            let said = self.end_of(*id).join(", and ");
            (!said.is_empty()).then(|| format!("at the end: {name} {said}"))
        };
        lines.extend(drawn.iter().zip(&names).filter_map(end));
        lines
    }

    /// The last steps for a page that goes through them: each with what its thread is at then, and what every thread was at
    /// before the first and would do after the last.
    pub(crate) fn json(&self) -> Value {
        let drawn = self.drawn();
        let thread = |(id, name): (&usize, String)| {
            let Thread { next, before, .. } = &self.threads[id];
            let next = next.as_ref().map(ToString::to_string).unwrap_or_default();
            json!({ "name": name, "before": before.json(), "next": next })
        };
        let column = |id: &usize| drawn.iter().position(|column| column == id);
        let step = |Step { id, words, after }: &Step| json!({ "thread": column(id), "step": words, "after": after.json() });
        json!({
            "earlier": self.earlier,
            "threads": drawn.iter().zip(self.names(&drawn)).map(thread).collect::<Vec<_>>(),
            "steps": self.last.iter().map(step).collect::<Vec<_>>(),
        })
    }

    /// Those that have a step among the last ones, or something to say at the end.
    fn drawn(&self) -> Vec<usize> {
        let has_step = |id: &usize| self.last.iter().any(|step| step.id == *id);
        self.threads.keys().copied().filter(|id| has_step(id) || !self.end_of(*id).is_empty()).collect()
    }

    /// Names that two threads have are numbered.
    fn names(&self, drawn: &[usize]) -> Vec<String> {
        let name = |id: &usize| self.threads[id].name.as_str();
        let twins = |id: &usize| drawn.iter().filter(|other| name(other) == name(id)).count();
        let before =
            |id: &usize| drawn.iter().filter(|other| name(other) == name(id) && *other <= id).count();
        drawn
            .iter()
            .map(
                |id| {
                    if twins(id) > 1 { format!("{} ({})", name(id), before(id)) } else { name(id).to_owned() }
                },
            )
            .collect()
    }

    fn width(&self, id: usize, name: &str) -> usize {
        let steps = self.last.iter().filter(|step| step.id == id).map(|step| step.words.len());
        steps.chain([name.len()]).max().unwrap_or_default()
    }

    /// `sleeps on not_empty`, `waits for queue`, `holds state`: what a thread is at in the end.
    fn end_of(&self, id: usize) -> Vec<String> {
        let Thread { at, next, .. } = &self.threads[&id];
        let is_held = |lock: &str| {
            self.threads.iter().any(|(other, thread)| *other != id && thread.at.holds.contains(&lock))
        };
        let waits = match next {
            Some(Action::Lock(lock)) if is_held(lock) => Some(format!("waits for {lock}")),
            _ => None,
        };
        waits.into_iter().chain(at.words()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps as the explorer would have them told. No thread of the door runs here, so their names are given.
    fn steps(told: &[(usize, &str, Action)]) -> Steps {
        let mut steps = Steps::default();
        for (id, name, action) in told {
            let thread = steps.threads.entry(*id).or_default();
            (*name).clone_into(&mut thread.name);
            thread.next = Some(action.clone());
            steps.run(*id);
            if let Action::Lock(lock) = action {
                let is_free = steps.threads.values().all(|thread| !thread.at.holds.contains(lock));
                if is_free {
                    steps.hear(*id, Event::Took(lock));
                }
            }
        }
        steps
    }

    #[test]
    fn each_thread_has_a_column_and_each_step_a_line() {
        let steps = steps(&[
            (1, "popper", Action::Lock("queue")),
            (1, "popper", Action::Wait("not_empty", "queue")),
            (2, "popper", Action::Lock("queue")),
            (3, "closer", Action::NotifyAll("not_empty")),
        ]);
        let expected = [
            "",
            "popper (1)                            popper (2)   closer",
            "locks queue",
            "unlocks queue and sleeps on not_empty",
            "                                      locks queue",
            "                                                   notifies all on not_empty",
            "at the end: popper (1) sleeps on not_empty",
            "at the end: popper (2) holds queue",
        ];
        let drawing = steps.drawing();
        let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(
            drawing.iter().map(|line| squeezed(line)).collect::<Vec<_>>(),
            expected.map(squeezed),
            "{drawing:#?}"
        );
        assert!(drawing[4].starts_with("    "), "the second thread's steps stand in the second column");
    }

    #[test]
    fn only_the_last_steps_are_drawn() {
        let told: Vec<_> = (0..100).map(|_| (1, "ringer", Action::NotifyOne("bell"))).collect();
        let drawing = steps(&told).drawing();
        assert_eq!((drawing.len(), drawing[2].as_str()), (MOST + 3, "... 76 steps ..."));
        assert!(svg(&drawing).contains(">ringer</text>"));
    }
}
