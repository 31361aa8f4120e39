//! The last steps of a schedule, drawn as the lessons draw an interleaving: a column for each thread, a line for each step.
//!
//! A thread tells its next step, and has taken it when the scheduler has let it run. The drawing ends where the schedule
//! failed; below it stands what each thread is at then.

use capstone::sync::thread;
use capstone::sync::trace::{Action, Event};
use std::collections::{BTreeMap, VecDeque};

/// As many steps are drawn: a screen of them.
const MOST: usize = 24;

/// What the threads of the schedule that runs now have done.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    threads: BTreeMap<usize, Thread>,
    /// The last ones: whose, and what.
    last: VecDeque<(usize, String)>,
    /// How many came before them.
    earlier: usize,
}

#[derive(Debug, Default)]
struct Thread {
    name: String,
    next: Option<Action>,
    /// The condition that it sleeps on.
    asleep: Option<&'static str>,
    holds: Vec<&'static str>,
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
                thread.holds.push(lock);
                self.add(id, format!("locks {lock}"));
            }
            Event::Freed(lock) => thread.holds.retain(|held| *held != lock),
        }
    }

    /// The scheduler lets this thread run.
    pub(crate) fn run(&mut self, id: usize) {
        let Some(thread) = self.threads.get_mut(&id) else { return };
        let step = match (thread.asleep.take(), thread.next.take()) {
            (Some(condition), _) => Some(format!("wakes on {condition}")),
            // It is told by itself when the thread has the lock.
            (None, Some(Action::Lock(_)) | None) => None,
            (None, Some(action)) => {
                if let Action::Wait(condition, lock) = &action {
                    thread.asleep = Some(condition);
                    thread.holds.retain(|held| held != lock);
                }
                Some(action.to_string())
            }
        };
        if let Some(step) = step {
            self.add(id, step);
        }
    }

    fn add(&mut self, id: usize, step: String) {
        self.last.push_back((id, step));
        if self.last.len() > MOST {
            self.last.pop_front();
            self.earlier += 1;
        }
    }

    /// The drawing, line by line; nothing if no thread has told anything.
    pub(crate) fn drawing(&self) -> Vec<String> {
        let drawn: Vec<usize> = self.threads.keys().copied().filter(|id| self.takes_part(*id)).collect();
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
        for (id, step) in &self.last {
            let cells: Vec<&str> =
                drawn.iter().map(|column| if column == id { step.as_str() } else { "" }).collect();
            lines.push(line(&cells));
        }
        lines.extend(drawn.iter().zip(&names).filter_map(|(id, name)| self.end_of(*id, name)));
        lines
    }

    /// Whether the thread has a step among the last ones, or something to say at the end.
    fn takes_part(&self, id: usize) -> bool {
        self.last.iter().any(|(of, _)| *of == id) || self.threads[&id].asleep.is_some()
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
        let steps = self.last.iter().filter(|(of, _)| *of == id).map(|(_, step)| step.len());
        steps.chain([name.len()]).max().unwrap_or_default()
    }

    /// `popper sleeps on not_empty`, `pusher holds queue`: what a thread is at, if it is at something.
    fn end_of(&self, id: usize, name: &str) -> Option<String> {
        let Thread { asleep, holds, .. } = &self.threads[&id];
        let sleeps = asleep.map(|condition| format!("sleeps on {condition}"));
        let holds = (!holds.is_empty()).then(|| format!("holds {}", holds.join(", ")));
        let said: Vec<String> = sleeps.into_iter().chain(holds).collect();
        (!said.is_empty()).then(|| format!("at the end: {name} {}", said.join(", and ")))
    }
}

/// The drawing as a picture.
pub(crate) fn svg(drawing: &[String]) -> String {
    const LINE: usize = 18;
    let lines: Vec<&String> = drawing.iter().filter(|line| !line.is_empty()).collect();
    let width = 20 + 9 * lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
    let height = 20 + LINE * lines.len();
    let escaped = |line: &str| line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let text = |(row, line): (usize, &&String)| {
        let weight = if row == 0 { " font-weight=\"bold\"" } else { "" };
        format!(
            "<text x=\"10\" y=\"{}\"{weight} xml:space=\"preserve\">{}</text>\n",
            20 + LINE * row,
            escaped(line)
        )
    };
    let texts: String = lines.iter().enumerate().map(text).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"monospace\" \
         font-size=\"14\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n{texts}</svg>\n"
    )
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
            if let Action::Lock(lock) = action {
                steps.run(*id);
                let thread = steps.threads.entry(*id).or_default();
                thread.holds.push(lock);
                steps.add(*id, format!("locks {lock}"));
            } else {
                steps.run(*id);
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
