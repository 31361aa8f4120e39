//! Walks through a scene: every choice of who goes on, at every point, each point once.
//!
//! A run replays the choices that lead to a point, makes one that has not been made there, and goes on until it comes to a
//! point where all have been made. Two runs are at the same point if every thread is about to do the same, knows the same,
//! and finds the same.

use super::graph::{Graph, Node};
use super::run::{self, Run, STAGE};
use super::scene::{Focus, Scene, Set};
use crate::sync::{thread, trace};
use shuttle::scheduler::{Schedule, Scheduler, Task, TaskId};
use shuttle::{Config, FailurePersistence, MaxSteps, Runner};
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

/// A scene with more points than this is too large to be shown.
const MOST_POINTS: usize = 20_000;

/// What the scene's watch sees, for the scheduler.
type Watch = Rc<RefCell<Option<Box<dyn Fn() -> String>>>>;

thread_local! {
    static WATCH: Watch = Watch::default();
}

/// All points of a scene, and how they hang together.
pub(crate) fn explore(scene: &Scene, wrong: bool) -> Graph {
    let graph = Rc::new(RefCell::new(Graph::default()));
    let mut plan = Some(Vec::new());
    while let Some(choices) = plan {
        play(scene, wrong, choices, &graph);
        let graph = graph.borrow();
        assert!(graph.nodes.len() < MOST_POINTS, "{} has too many points", scene.name);
        plan = graph.unexplored();
    }
    Rc::into_inner(graph).expect("every run is over").into_inner()
}

fn play(scene: &Scene, wrong: bool, plan: Vec<usize>, graph: &Rc<RefCell<Graph>>) {
    run::begin(scene.focus);
    trace::listen(|event| run::with(|run, me| run.hear(me, event)));
    let chooser = Chooser {
        begun: false,
        plan: plan.into(),
        path: Vec::new(),
        last: None,
        running: None,
        graph: Rc::clone(graph),
        fields: scene.fields,
        judge: scene.judge,
    };
    let place = Rc::clone(&chooser.graph);
    let set = scene.set;
    let result =
        catch_unwind(AssertUnwindSafe(|| Runner::new(chooser, quiet()).run(move || stage(set(wrong)))));
    trace::stop_listening();
    WATCH.with(|watch| watch.replace(None));
    if let Err(panic) = result {
        let words = panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
        let words = words.unwrap_or_default();
        place.borrow_mut().panicked(&words, scene.name);
    }
    run::end();
}

/// Sets the scene, and waits until it is over.
fn stage(set: Set) {
    let blind = (set.watch)().is_empty();
    WATCH.with(|watch| watch.replace(Some(set.watch)));
    run::with(|run, _| run.versions = blind.then(BTreeMap::new));
    run::with(|run, _| run.named = set.threads.iter().map(|(name, _)| *name).collect());
    for (name, part) in set.threads {
        let part = move || {
            part();
            run::with(|run, me| run.threads.entry(me).or_default().ended = true);
        };
        thread::Builder::new().name(name.to_owned()).spawn(part).expect("the explorer refuses no thread");
    }
    run::with(|run, _| run.set = true);
    shuttle::thread::yield_now();
}

fn quiet() -> Config {
    let mut config = Config::new();
    config.failure_persistence = FailurePersistence::None;
    config.max_steps = MaxSteps::FailAfter(100_000);
    config.silence_warnings = true;
    config
}

struct Chooser {
    begun: bool,
    /// Choices still to be replayed.
    plan: VecDeque<usize>,
    path: Vec<usize>,
    /// The point at which the last choice was made, and whom it was for.
    last: Option<(usize, usize)>,
    running: Option<usize>,
    graph: Rc<RefCell<Graph>>,
    fields: &'static [(&'static str, &'static str)],
    judge: fn(&super::scene::Facts) -> Option<String>,
}

impl Scheduler for Chooser {
    fn new_execution(&mut self) -> Option<Schedule> {
        (!std::mem::replace(&mut self.begun, true)).then(|| Schedule::new(0))
    }

    fn next_task(&mut self, tasks: &[&Task], _: Option<TaskId>, _: bool) -> Option<TaskId> {
        let chosen = run::of_scheduler(|run| self.choose(run, tasks));
        chosen.map(TaskId::from)
    }

    fn next_u64(&mut self) -> u64 {
        u64::MAX // no wait returns by itself
    }
}

impl Chooser {
    fn choose(&mut self, run: &mut Run, tasks: &[&Task]) -> Option<usize> {
        if run.stopped {
            return None;
        }
        if !run.set {
            return Some(STAGE);
        }
        note(run, tasks);
        // What is no step of the scene happens at once: the beginning of a thread, a yield, the way to a join.
        let silent = |run: &Run, id: &usize| {
            let thread = &run.threads[id];
            thread.runnable && !thread.ended && thread.pending.is_none() && thread.asleep.is_none()
        };
        if let Some(id) = run.threads.keys().copied().find(|id| silent(run, id)) {
            return Some(id);
        }
        // So does the end of one.
        if let Some(id) =
            run.threads.iter().find(|(_, thread)| thread.ended && thread.runnable).map(|(id, _)| *id)
        {
            return Some(id);
        }
        self.decide(run)
    }

    fn decide(&mut self, run: &mut Run) -> Option<usize> {
        let watched = WATCH.with(|watch| watch.borrow().as_ref().map(|watch| watch()).unwrap_or_default());
        for (shown, key) in self.fields {
            if let Some(value) = trace::value_of(key, &watched) {
                run.fields.insert(shown, value.to_owned());
            }
        }
        let can: Vec<usize> = run.threads.keys().copied().filter(|id| run.can_step(*id)).collect();
        let over = run.threads.values().all(|thread| thread.ended);
        let verdict =
            (self.judge)(&run.facts(over)).or_else(|| (can.is_empty() && !over).then(|| forever(run)));
        let mut graph = self.graph.borrow_mut();
        let here = graph.point(run.key(&watched), || Node::new(run, &can, verdict, over, self.path.clone()));
        if let Some((from, id)) = self.last {
            graph.lead(from, id, here);
        }
        let next = match self.plan.pop_front() {
            Some(id) => Some(id),
            None => graph.nodes[here].unexplored(),
        };
        let Some(next) = next else {
            run.stopped = true;
            return None;
        };
        assert!(
            can.contains(&next),
            "a schedule does not repeat itself: {next} cannot go on at {}",
            self.path.len()
        );
        self.path.push(next);
        self.last = Some((here, next));
        graph.last = self.last;
        // What an atomic has said shows in the thread's next step. What a lock protects does not.
        let found = if run.focus() == Focus::Locks { run::hash(&watched) } else { 0 };
        run.step(next, found);
        Some(next)
    }
}

/// Which threads there are, and which could run.
fn note(run: &mut Run, tasks: &[&Task]) {
    run.threads.values_mut().for_each(|thread| thread.runnable = false);
    for task in tasks {
        let id = usize::from(task.id());
        if id != STAGE {
            let thread = run.threads.entry(id).or_default();
            thread.runnable = task.runnable();
            if thread.name.is_empty() {
                thread.name = task.name().unwrap_or_default();
            }
        }
    }
    let (named, gone) =
        (run.named.clone(), |id: &usize| tasks.iter().all(|task| usize::from(task.id()) != *id));
    for (id, thread) in &mut run.threads {
        let waits = thread.pending.is_some() || thread.asleep.is_some();
        thread.ended |= gone(id) && !waits && !named.contains(&thread.name.as_str());
    }
}

/// No thread can go on, and some have not ended: in words.
fn forever(run: &Run) -> String {
    let waits: Vec<&super::thread::Thread> = run.threads.values().filter(|thread| !thread.ended).collect();
    let for_lock = |thread: &&super::thread::Thread| {
        matches!(&thread.pending, Some(super::thread::Pending::Door(trace::Action::Lock(_))))
    };
    let kind = if waits.iter().all(for_lock) {
        "Deadlock"
    } else if waits.iter().any(|thread| thread.asleep.is_some()) {
        "Lost wake-up"
    } else {
        "Asleep for ever"
    };
    let names: Vec<&str> = waits.iter().map(|thread| thread.name.as_str()).collect();
    format!(
        "{kind}: no thread can go on, and {} {} not ended.",
        names.join(", "),
        if names.len() == 1 { "has" } else { "have" }
    )
}
