//! Whether the threads of a check wait for each other for ever.
//!
//! A check that hangs need not wait for its deadline. If each of its threads sleeps until another one wakes it, then nobody
//! is left who could. Linux tells where a thread sleeps, and until when (`/proc/*/syscall`). A thread that can run, that
//! sleeps for a short time, or that waits for another process goes on by itself, and then nothing is said. Elsewhere the
//! deadline has to do.
//!
//! So a check that waits for silence, such as for a reply that must not come, waits less than [`STILL`].

pub(crate) mod hang;
mod sleep;

use crate::tasks::Task;
use sleep::Sleep;
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long nothing has to move. What can move at all does so within microseconds, or counts as able to run.
pub(crate) const STILL: Duration = Duration::from_secs(1);

/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// Threads that look again and again whether something has come to pass. They wake nobody.
static WATCHING: Mutex<BTreeSet<Task>> = Mutex::new(BTreeSet::new());

/// Watches the threads that have been started since it was made.
#[derive(Debug)]
pub(crate) struct Stillness {
    /// Threads that are none of the check's: those that were there before, and the one that watches.
    others: BTreeSet<Task>,
    seen: Option<Vec<Sleeper>>,
    since: Instant,
    looked: Instant,
}

/// A thread that sleeps until another one wakes it.
#[derive(Debug, PartialEq, Eq)]
struct Sleeper {
    thread: Task,
    /// The system call in which it sleeps, with its arguments.
    call: String,
    /// How often it has gone to sleep so far.
    sleeps: u64,
}

/// As long as it is there, the calling thread only watches.
#[derive(Debug)]
pub(crate) struct Watching(Option<Task>);

impl Watching {
    pub(crate) fn begin() -> Self {
        let thread = Task::this();
        watching().extend(thread);
        Self(thread)
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        if let Some(thread) = &self.0 {
            watching().remove(thread);
        }
    }
}

impl Stillness {
    /// Watches the threads that are started from now on.
    pub(crate) fn new() -> Self {
        let now = Instant::now();
        Self { others: Task::all().into_iter().collect(), seen: None, since: now, looked: now }
    }

    /// For how long every thread of the check has been asleep, as far as is known, and none of them goes on by itself.
    pub(crate) fn lasted(&mut self) -> Option<Duration> {
        if self.looked.elapsed() >= LOOK {
            self.looked = Instant::now();
            let sleepers = self.sleepers();
            if sleepers.is_none() || sleepers != self.seen {
                self.seen = sleepers;
                self.since = self.looked;
            }
        }
        self.seen.is_some().then(|| self.since.elapsed())
    }

    /// The check's threads, if there are any and each of them sleeps until another wakes it.
    fn sleepers(&self) -> Option<Vec<Sleeper>> {
        let (watching, all) = (watching().clone(), Task::all());
        let has_child = all.iter().any(|thread| may_have_a_child(*thread));
        let mine =
            all.into_iter().filter(|thread| !self.others.contains(thread) && !watching.contains(thread));
        let sleepers = mine.map(|thread| sleeper(thread, has_child)).collect::<Option<Vec<_>>>()?;
        (!sleepers.is_empty()).then_some(sleepers)
    }
}

/// Whether a thread looks again and again whether something has come to pass.
fn is_watched() -> bool {
    !watching().is_empty()
}

fn watching() -> MutexGuard<'static, BTreeSet<Task>> {
    WATCHING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a thread of this name sleeps for a time, and not until something has happened. One that does so at two looks has
/// made a habit of it.
pub(crate) fn naps(name: &str) -> bool {
    let is_nap = |thread: Task| thread.read("syscall").is_some_and(|call| sleep::is_nap(&call));
    let is_napping = || Task::named(name).into_iter().any(is_nap);
    is_napping() && {
        std::thread::sleep(Duration::from_millis(5));
        is_napping()
    }
}

/// Whether this thread has started a process, which may do something at any time. If the system does not say, it may have.
fn may_have_a_child(thread: Task) -> bool {
    thread.read("children").is_none_or(|children| !children.is_empty())
}

/// This thread, if it sleeps until another one wakes it.
fn sleeper(thread: Task, has_child: bool) -> Option<Sleeper> {
    let call = thread.read("syscall")?;
    let is_endless = match Sleep::of(&call)? {
        Sleep::UntilWoken(timeout) => timeout.is_far(),
        Sleep::UntilInput(timeout) => timeout.is_far() && !has_child,
    };
    let sleeps = thread.sleeps()?;
    is_endless.then_some(Sleeper { thread, call, sleeps })
}
