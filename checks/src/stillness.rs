//! Whether the threads of a check wait for each other for ever.
//!
//! A check that hangs need not wait for its deadline. If each of its threads sleeps until another one wakes it, then nobody
//! is left who could. Linux tells where a thread sleeps and whether that sleep has an end of its own (`/proc/*/syscall`).
//! A thread that sleeps for a time, that waits for a client or that can run goes on by itself, and then nothing is said.
//! Elsewhere the deadline has to do.

use std::collections::BTreeSet;
use std::fs;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long nothing has to move. What can move at all does so within microseconds, or counts as able to run.
const STILL: Duration = Duration::from_secs(1);

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

    /// Whether every thread of the check sleeps for ever.
    pub(crate) fn is_for_ever(&mut self) -> bool {
        if self.looked.elapsed() < LOOK {
            return false;
        }
        self.looked = Instant::now();
        let sleepers = self.sleepers();
        if sleepers.is_none() || sleepers != self.seen {
            self.seen = sleepers;
            self.since = self.looked;
        }
        self.seen.is_some() && self.since.elapsed() >= STILL
    }

    /// The check's threads, if there are any and each of them sleeps until another wakes it.
    fn sleepers(&self) -> Option<Vec<Sleeper>> {
        let watching = watching().clone();
        let mine = threads()
            .into_iter()
            .filter(|thread| !self.others.contains(thread) && !watching.contains(thread));
        let sleepers = mine.map(|thread| sleeper(&thread)).collect::<Option<Vec<_>>>()?;
        (!sleepers.is_empty()).then_some(sleepers)
    }
}

fn watching() -> MutexGuard<'static, BTreeSet<String>> {
    WATCHING.lock().unwrap_or_else(PoisonError::into_inner)
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

/// This thread, if it sleeps until another one wakes it.
fn sleeper(thread: &str) -> Option<Sleeper> {
    let call = fs::read_to_string(format!("/proc/self/task/{thread}/syscall")).ok()?;
    if !is_endless_wait(&call) {
        return None;
    }
    let status = fs::read_to_string(format!("/proc/self/task/{thread}/status")).ok()?;
    let sleeps = status.lines().find(|line| line.starts_with("voluntary_ctxt_switches"))?.to_owned();
    Some(Sleeper { thread: thread.to_owned(), call, sleeps })
}

/// Whether this is futex(2), in which every thread sleeps that waits for another, without a timeout: number, address,
/// operation, value, timeout.
fn is_endless_wait(call: &str) -> bool {
    let words: Vec<&str> = call.split_whitespace().collect();
    let futex = match std::env::consts::ARCH {
        "x86_64" => "202",
        "aarch64" | "riscv64" | "loongarch64" => "98",
        _ => return false,
    };
    words.first() == Some(&futex) && words.get(4) == Some(&"0x0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn only_a_wait_for_another_thread_without_an_end_of_its_own_is_endless() {
        let calls = [
            ("202 0x55d3 0x189 0x0 0x0 0x0 0xffffffff 0x7f0d 0x7f0d\n", true),
            ("202 0x55d3 0x89 0x0 0x7f0d93ffe9f0 0x0 0xffffffff 0x7f0d 0x7f0d\n", false),
            ("230 0x1 0x1 0x7f0d98a63ab0 0x0 0x0 0x7f0d 0x7f0d 0x7f0d\n", false),
            ("7 0x55d3 0x0 0xffffffff 0x0 0x0 0x7f0d 0x7f0d 0x7f0d\n", false),
            ("running\n", false),
            ("", false),
        ];
        for (call, is_endless) in calls {
            assert_eq!(is_endless_wait(call), is_endless, "{call:?}");
        }
    }
}
