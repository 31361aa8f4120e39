//! Claims about every order in which threads may run, as far as a search can tell.
//!
//! A model is a small scene of threads. Shuttle runs it again and again, one thread at a time, and at every
//! lock, wait and atomic another choice of who goes on. A race that strikes once in a million runs is found
//! in a second, and the schedule's number brings it back. Nothing found is no proof, only much better
//! evidence than a quiet test.

mod broken;

use crate::claim::Claim;
use crate::drawing::{Steps, svg};
use crate::failed;
use crate::failure::{fail, indented, is_told};
use crate::mark::mark;
use crate::panics::{Keep, Panic, keep_panics_of_this_thread};
use crate::scheduler::{Broken, Current, Schedules};
use crate::{blocked, spawn_named};
use broken::Failure;
use capstone::sync::trace::{self, Event};
use shuttle::scheduler::RoundRobinScheduler;
use shuttle::{Config, FailurePersistence, MaxSteps, Runner};
use std::cell::RefCell;
use std::ops::Range;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::{env, fs, mem, thread};

/// How many schedules a model is usually run in.
pub const SCHEDULES: u64 = 1_000;

/// The variable that holds the number of the one schedule to run.
const SEED: &str = "MODEL_SEED";

/// The variable that names a file for the drawing of a failure.
const SVG: &str = "MODEL_SVG";

type Listener = Box<dyn FnMut(&Event)>;

std::thread_local! {
    /// The model's own. All its threads run on one thread of the system.
    static LISTENER: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

/// From now on `listener`, too, is told each step of this model's threads, in the thread whose step it is. It must neither
/// take a lock of `capstone` nor panic.
pub fn listen_to_steps(listener: impl FnMut(&Event) + 'static) {
    LISTENER.set(Some(Box::new(listener)));
}

impl Claim {
    /// Runs `body` in `count` schedules; the claim holds if it returns, with all its threads, in each.
    ///
    /// Its threads must come from `capstone::sync::thread` (or [`spawn_named`]), and everything they share
    /// from `capstone`. The same code fails in the same schedule every time. With `MODEL_SEED=17-3f2a` in the
    /// environment, schedule 17 alone is run, if 3f2a is the mark of this model.
    ///
    /// # Panics
    ///
    /// If a schedule breaks the claim. The message says how, and with which command it can be seen again. Also if the seed
    /// in the environment is that of another model.
    #[track_caller]
    pub fn holds_in_schedules(self, count: u64, body: impl Fn() + Send + Sync + 'static) {
        self.holds_under(Rule::None, count, body);
    }

    /// Like [`holds_in_schedules`](Self::holds_in_schedules), and no thread may notify while it holds a lock.
    ///
    /// # Panics
    ///
    /// As there.
    #[track_caller]
    pub fn holds_with_unlocked_notifications(self, count: u64, body: impl Fn() + Send + Sync + 'static) {
        self.holds_under(Rule::NotifyUnlocked, count, body);
    }

    #[track_caller]
    fn holds_under(self, rule: Rule, count: u64, body: impl Fn() + Send + Sync + 'static) {
        let _turn = self.take_turn();
        let test = thread::current().name().unwrap_or_default().to_owned();
        let seeds = seed_from_environment(&test).map_or(0..count, |seed| seed..seed + 1);
        let drawn = Arc::new(Mutex::new(Steps::default()));
        let Err((seed, broken)) = explore(seeds, body, rule, &drawn) else {
            if env::var_os(SEED).is_none() {
                failed::forget(&test);
            }
            return;
        };
        let steps = finished(&drawn, &broken);
        let is_blank = broken.is_blank();
        let failure = self.failure_in_schedule(broken);
        let seed = format!("{seed}-{}", mark(&test));
        let again = format!("to see this schedule again: {SEED}={seed} cargo models -- {test} --exact");
        if is_told() && !is_blank {
            failed::keep(&test, &seed, &failure, steps.json());
        }
        let more: Vec<String> = [again].into_iter().chain(drawing(&steps)).collect();
        fail(&(failure + &indented(&more)));
    }
}

/// What a model's threads must keep to, beside its own assertions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    None,
    /// A thread that notifies holds no lock.
    NotifyUnlocked,
}

fn explore(
    seeds: Range<u64>,
    body: impl Fn() + Send + Sync + 'static,
    rule: Rule,
    drawn: &Arc<Mutex<Steps>>,
) -> Result<(), (u64, Failure)> {
    take_off_panic_hook();
    let current = Arc::new(Mutex::new(Current::default()));
    let runner = Runner::new(Schedules::new(seeds, Arc::clone(&current), Arc::clone(drawn)), quiet());
    listen(rule, Arc::clone(drawn), Arc::clone(&current));
    keep_panics_of_this_thread(Keep::Last);
    let watched = watched(body, Arc::clone(&current));
    let result = catch_unwind(AssertUnwindSafe(|| runner.run(watched)));
    keep_panics_of_this_thread(Keep::Nothing);
    trace::stop_listening();
    LISTENER.set(None);
    let Current { seed, broken } = &*current.lock().unwrap_or_else(PoisonError::into_inner);
    match (broken, result) {
        (Some(broken), _) => Err((*seed, Failure::Broken(broken.clone()))),
        (None, Err(payload)) => Err((*seed, Failure::of_panic(Panic::of(payload.as_ref())))),
        (None, Ok(_)) => Ok(()),
    }
}

/// Notes what the threads tell, until the schedule is broken off: what they do when they are taken down is no part of it.
fn listen(rule: Rule, drawn: Arc<Mutex<Steps>>, current: Arc<Mutex<Current>>) {
    trace::listen(move |event| {
        let is_over = current.lock().unwrap_or_else(PoisonError::into_inner).broken.is_some();
        if !is_over && !thread::panicking() {
            LISTENER.with_borrow_mut(|listener| listener.iter_mut().for_each(|hear| hear(&event)));
            let id = usize::from(shuttle::current::me());
            let mut steps = drawn.lock().unwrap_or_else(PoisonError::into_inner);
            steps.hear(id, event);
            let breach = steps.notification_under_a_lock(id).filter(|_| rule == Rule::NotifyUnlocked);
            drop(steps);
            if let Some((words, place)) = breach {
                current.lock().unwrap_or_else(PoisonError::into_inner).broken =
                    Some(Broken::Forbidden(words, place));
                // Without the hook: the place would be this one.
                panic::resume_unwind(Box::new("the schedule is broken off"));
            }
        }
    });
}

/// The steps of the schedule that failed, and below them the failure.
fn finished(drawn: &Mutex<Steps>, failure: &Failure) -> Steps {
    let mut steps = mem::take(&mut *drawn.lock().unwrap_or_else(PoisonError::into_inner));
    steps.fail(failure.lines(&steps.running()));
    steps
}

/// The last steps of the schedule that failed. They also go into the file that the environment names.
fn drawing(steps: &Steps) -> Vec<String> {
    let drawing = steps.drawing();
    if let Some(file) = env::var_os(SVG) {
        fs::write(&file, svg(&drawing))
            .unwrap_or_else(|error| panic!("{} cannot be written: {error}", file.display()));
    }
    drawing
}

/// The model with its watchman. The scheduler lets him go on only when no other thread can run: then the
/// model is over, or whoever is on the waiting list will wait for ever. The list shows it now; once shuttle has cleared
/// up, it may not.
fn watched(
    body: impl Fn() + Send + Sync + 'static,
    current: Arc<Mutex<Current>>,
) -> impl Fn() + Send + Sync + 'static {
    let body = Arc::new(body);
    move || {
        let body = Arc::clone(&body);
        spawn_named("main", move || body());
        shuttle::thread::yield_now();
        let waiting = blocked();
        if !waiting.is_empty() {
            let broken = Some(Broken::Deadlock(waiting));
            current.lock().unwrap_or_else(PoisonError::into_inner).broken = broken;
            shuttle::thread::yield_now(); // the scheduler stops here
        }
    }
}

fn quiet() -> Config {
    let mut config = Config::new();
    config.failure_persistence = FailurePersistence::None;
    config.max_steps = MaxSteps::None; // the scheduler counts
    config.silence_warnings = true;
    config.stack_size = 256 * 1024; // mapped, and used only as far as needed
    config
}

/// Shuttle puts a panic hook over the one it finds, once, which prints what we say ourselves. It comes off
/// again.
fn take_off_panic_hook() {
    static TAKEN_OFF: Once = Once::new();
    TAKEN_OFF.call_once(|| {
        let ours = panic::take_hook();
        Runner::new(RoundRobinScheduler::new(1), quiet()).run(|| ());
        panic::set_hook(ours);
    });
}

fn seed_from_environment(test: &str) -> Option<u64> {
    let given = env::var(SEED).ok()?;
    let (seed, of) = given.split_once('-').unwrap_or((&given, ""));
    let Ok(number) = seed.parse() else {
        panic!("{SEED} must be as a failed model prints it, not {given:?}")
    };
    let mark = mark(test);
    assert!(of == mark, "{SEED}={given} is a schedule of another model: those of {test} end in -{mark}");
    Some(number)
}
