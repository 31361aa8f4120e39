//! What is still to be proved, as the jobs take it: each goes on with its lesson, for its test is compiled; then with one that
//! no other job has, and only then helps another.

use super::groups::Todo;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// The queue.
#[derive(Debug)]
pub(super) struct Queue<'a>(Mutex<State<'a>>);

#[derive(Debug)]
struct State<'a> {
    todo: VecDeque<Todo<'a>>,
    /// The lesson that each job has last worked on.
    at: BTreeMap<usize, u32>,
}

impl<'a> Queue<'a> {
    pub(super) fn new(todo: Vec<Todo<'a>>) -> Self {
        Self(Mutex::new(State { todo: todo.into(), at: BTreeMap::new() }))
    }

    /// What this job does next; nothing, if nothing is left.
    pub(super) fn next(&self, job: usize) -> Option<Todo<'a>> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let State { todo, at } = &mut *state;
        let own = todo.iter().position(|todo| at.get(&job) == Some(&todo.lesson));
        let free = || todo.iter().position(|todo| at.values().all(|lesson| *lesson != todo.lesson));
        let next = todo.remove(own.or_else(free).unwrap_or(0))?;
        at.insert(job, next.lesson);
        Some(next)
    }

    /// Nobody gets anything more.
    pub(super) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).todo.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_stays_with_its_lesson_while_there_is_something_of_it() {
        let todo = [1, 1, 1, 2, 2].map(|lesson| Todo { lesson, parts: Vec::new() });
        let queue = Queue::new(todo.into());
        let lessons = [0, 1, 1, 1, 0, 0].map(|job| queue.next(job).map(|todo| todo.lesson));
        assert_eq!(lessons, [Some(1), Some(2), Some(2), Some(1), Some(1), None]);
    }
}
