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

use sleep::Sleep;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long nothing has to move. What can move at all does so within microseconds, or counts as able to run.
pub(crate) const STILL: Duration = Duration::from_secs(1);

/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// Threads that look again and again whether something has come to pass, by id. They wake nobody.
static WATCHING: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Watches the threads that have been started since it was made.
#[derive(Debug)]
pub(crate) struct Stillness {
    /// Threads that are none of the check's: those that were there before, and the one that watches.
    others: BTreeSet<String>,
    seen: Option<Vec<Sleeper>>,
    since: Instant,
    looked: Instant,
}

/// A thread that sleeps until another one wakes it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sleeper {
    thread: String,
    /// The system call in which it sleeps, with its arguments.
    call: String,
    /// How often it has gone to sleep so far.
    sleeps: String,
}

/// As long as it is there, the calling thread only watches.
#[derive(Debug)]
pub(crate) struct Watching(Option<String>);

impl Watching {
    pub(crate) fn begin() -> Self {
        let thread = this_thread();
        watching().extend(thread.clone());
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
        Self { others: threads().into_iter().collect(), seen: None, since: now, looked: now }
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
        let (watching, has_child) = (watching().clone(), has_child());
        let mine = threads()
            .into_iter()
            .filter(|thread| !self.others.contains(thread) && !watching.contains(thread));
        let sleepers = mine.map(|thread| sleeper(&thread, has_child)).collect::<Option<Vec<_>>>()?;
        (!sleepers.is_empty()).then_some(sleepers)
    }
}

/// Whether a thread looks again and again whether something has come to pass.
fn is_watched() -> bool {
    !watching().is_empty()
}

fn watching() -> MutexGuard<'static, BTreeSet<String>> {
    WATCHING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a thread whose name the system cuts to `name` sleeps for a time, and not until something has happened. One that
/// does so at two looks has made a habit of it.
pub(crate) fn naps(name: &str) -> bool {
    let is_nap = |thread: &String| {
        let call = fs::read_to_string(format!("/proc/self/task/{thread}/syscall"));
        call.is_ok_and(|call| sleep::is_nap(&call))
    };
    let napping = || threads().into_iter().filter(|thread| is_called(thread, name) && is_nap(thread));
    napping().next().is_some_and(|_| {
        std::thread::sleep(Duration::from_millis(5));
        napping().next().is_some()
    })
}

/// Whether the system calls this thread so.
fn is_called(thread: &str, name: &str) -> bool {
    let comm = fs::read_to_string(format!("/proc/self/task/{thread}/comm"));
    comm.is_ok_and(|comm| comm.trim_end_matches('\n') == name)
}

/// How often each thread of this name has gone to sleep so far, by thread id.
pub(crate) fn sleeps_of(name: &str) -> BTreeMap<String, u64> {
    let count = |thread: &String| {
        let status = fs::read_to_string(format!("/proc/self/task/{thread}/status")).ok()?;
        let count = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
        count.trim().parse().ok()
    };
    threads()
        .into_iter()
        .filter(|thread| is_called(thread, name))
        .filter_map(|thread| Some((thread.clone(), count(&thread)?)))
        .collect()
}

/// The ids of all threads of this process; none where the system does not tell.
fn threads() -> Vec<String> {
    let tasks = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    tasks.map(|task| task.file_name().to_string_lossy().into_owned()).collect()
}

fn this_thread() -> Option<String> {
    let link = fs::read_link("/proc/thread-self").ok()?;
    Some(link.file_name()?.to_string_lossy().into_owned())
}

/// Whether this process has a child, which may do something at any time. If the system does not say, it may have one.
fn has_child() -> bool {
    let children = |thread: &String| fs::read_to_string(format!("/proc/self/task/{thread}/children"));
    threads().iter().any(|thread| children(thread).map_or(true, |children| !children.is_empty()))
}

/// This thread, if it sleeps until another one wakes it.
fn sleeper(thread: &str, has_child: bool) -> Option<Sleeper> {
    let call = fs::read_to_string(format!("/proc/self/task/{thread}/syscall")).ok()?;
    let is_endless = match Sleep::of(&call)? {
        Sleep::UntilWoken(timeout) => timeout.is_far(),
        Sleep::UntilInput(timeout) => timeout.is_far() && !has_child,
    };
    let status = fs::read_to_string(format!("/proc/self/task/{thread}/status")).ok()?;
    let sleeps = status.lines().find(|line| line.starts_with("voluntary_ctxt_switches"))?.to_owned();
    is_endless.then(|| Sleeper { thread: thread.to_owned(), call, sleeps })
}
