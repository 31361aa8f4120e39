//! Chooses, step by step, which thread of a model runs next.
//!
//! A seed decides everything about a schedule, so the seed alone brings it back. Even seeds choose among the
//! threads that can run, each time anew. Odd ones give each thread a priority and change it at a few random
//! steps only (probabilistic concurrency testing, Burckhardt et al., ASPLOS 2010): that starves a thread for
//! a long while, which even seeds hardly ever do.

use crate::drawing::Steps;
use capstone::client::Random;
use capstone::threads::Waiter;
use shuttle::scheduler::{Schedule, Scheduler, Task, TaskId};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// Why a schedule was broken off. Shared with the model's watchman, who may find a deadlock, and with who hears the steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Broken {
    /// All threads wait.
    Deadlock(Vec<Waiter>),
    /// It went on and on.
    TooLong,
    /// A thread did what the model forbids: what, and where in the code.
    Forbidden(String, String),
}

/// The schedule that runs now.
#[derive(Debug, Default)]
pub(crate) struct Current {
    pub(crate) seed: u64,
    pub(crate) broken: Option<Broken>,
}

/// More steps than any model needs: a thread goes round and round.
pub(crate) const MAX_STEPS: usize = 100_000;

/// One schedule for each seed.
#[derive(Debug)]
pub(crate) struct Schedules {
    seeds: Range<u64>,
    current: Arc<Mutex<Current>>,
    /// What the threads do, for the drawing.
    drawn: Arc<Mutex<Steps>>,
    steps: usize,
    choices: Random,
    /// What the model itself draws, apart from the choices: so the one does not shift the other.
    draws: Random,
    priorities: Option<Priorities>,
}

impl Schedules {
    pub(crate) fn new(seeds: Range<u64>, current: Arc<Mutex<Current>>, drawn: Arc<Mutex<Steps>>) -> Self {
        Self {
            seeds,
            current,
            drawn,
            steps: 0,
            choices: Random::new(0),
            draws: Random::new(0),
            priorities: None,
        }
    }
}

impl Scheduler for Schedules {
    fn new_execution(&mut self) -> Option<Schedule> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if current.broken.is_some() {
            return None;
        }
        let seed = self.seeds.next()?;
        current.seed = seed;
        self.drawn.lock().unwrap_or_else(PoisonError::into_inner).begin();
        self.steps = 0;
        self.choices = Random::new(seed);
        self.draws = Random::new(!seed);
        self.priorities = (seed % 2 == 1).then(|| Priorities::new(&mut self.choices));
        Some(Schedule::new(seed))
    }

    fn next_task(&mut self, runnable: &[&Task], running: Option<TaskId>, yields: bool) -> Option<TaskId> {
        self.steps += 1;
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if self.steps > MAX_STEPS {
            current.broken = Some(Broken::TooLong);
        }
        if current.broken.is_some() {
            return None;
        }
        // The watchman, the first task, runs when no other can: at the beginning, at the end, and in a
        // deadlock.
        let watchman = TaskId::from(0);
        let others: Vec<TaskId> =
            runnable.iter().map(|task| task.id()).filter(|id| *id != watchman).collect();
        if others.is_empty() {
            return Some(watchman);
        }
        let chosen = match &mut self.priorities {
            Some(priorities) => {
                priorities.choose(&others, running.filter(|_| yields), self.steps, &mut self.choices)
            }
            None => others[below(&mut self.choices, others.len())],
        };
        let name = runnable.iter().find(|task| task.id() == chosen).and_then(|task| task.name());
        self.drawn.lock().unwrap_or_else(PoisonError::into_inner).run(usize::from(chosen), name);
        Some(chosen)
    }

    fn next_u64(&mut self) -> u64 {
        self.draws.next_u64()
    }
}

/// The highest runs, until it blocks or loses its priority.
#[derive(Debug)]
struct Priorities {
    /// By task; drawn when the task is first seen.
    of: Vec<i64>,
    /// Below all that were ever given.
    lowest: i64,
    /// Steps at which whoever is highest becomes the lowest.
    changes: [usize; 2],
}

impl Priorities {
    /// How long the schedule will be is not known, so its order of magnitude is drawn too.
    fn new(random: &mut Random) -> Self {
        let length = 16 << below(random, 8);
        Self { of: Vec::new(), lowest: 0, changes: [below(random, length), below(random, length)] }
    }

    fn choose(
        &mut self,
        tasks: &[TaskId],
        yielding: Option<TaskId>,
        step: usize,
        random: &mut Random,
    ) -> TaskId {
        let known =
            tasks.iter().chain(&yielding).map(|task| usize::from(*task)).max().unwrap_or_default() + 1;
        while self.of.len() < known {
            self.of.push((random.next_u64() >> 1) as i64);
        }
        // A thread that yields waits for another one: without this, the highest would wait for ever.
        if let Some(task) = yielding {
            self.demote(task);
        }
        if self.changes.contains(&step) {
            self.demote(self.highest(tasks));
        }
        self.highest(tasks)
    }

    fn highest(&self, tasks: &[TaskId]) -> TaskId {
        *tasks.iter().max_by_key(|task| self.of[usize::from(**task)]).expect("some task can run")
    }

    fn demote(&mut self, task: TaskId) {
        self.lowest -= 1;
        self.of[usize::from(task)] = self.lowest;
    }
}

/// A number from 0 to `limit` - 1. A remainder: the seeds in the texts mean the schedules that it makes.
fn below(random: &mut Random, limit: usize) -> usize {
    (random.next_u64() % limit as u64) as usize
}
