//! The threads of this process, which Linux calls tasks, as it shows them in `/proc/self/task`. Elsewhere there are none to
//! see.

use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = "/proc/self/task";

/// The system keeps this much of a thread's name.
const NAME_LENGTH: usize = 15;

/// How often all are listed, at most, until two lists are the same.
const LISTS: usize = 100;

/// A thread, by the system's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Task(u32);

impl Task {
    /// The calling thread.
    #[cfg(target_os = "linux")]
    pub(crate) fn this() -> Option<Self> {
        Some(Self(rustix::thread::gettid().as_raw_nonzero().get().cast_unsigned()))
    }

    #[cfg(not(target_os = "linux"))]
    pub(crate) fn this() -> Option<Self> {
        None
    }

    /// All of them.
    ///
    /// The system does not list them in one moment. When a thread ends just as the list stands at it, the list goes on by
    /// position, and each thread that has ended since its beginning has moved those behind it one place forward. So the list
    /// leaves out threads that live. It counts if it is the same twice.
    pub(crate) fn all() -> Vec<Self> {
        let mut last = listed();
        for _ in 1..LISTS {
            let now = listed();
            if now == last {
                break;
            }
            last = now;
        }
        last
    }

    /// All of this name.
    pub(crate) fn named(name: &str) -> Vec<Self> {
        let name = &name[..name.len().min(NAME_LENGTH)];
        let has_name =
            |task: &Self| task.read("comm").is_some_and(|comm| comm.trim_end_matches('\n') == name);
        Self::all().into_iter().filter(has_name).collect()
    }

    pub(crate) fn id(self) -> u32 {
        self.0
    }

    /// What the system tells of it is in the files of this folder, until it has ended.
    pub(crate) fn folder(self) -> PathBuf {
        Path::new(FOLDER).join(self.0.to_string())
    }

    /// The text of one of them.
    pub(crate) fn read(self, file: &str) -> Option<String> {
        fs::read_to_string(self.folder().join(file)).ok()
    }

    /// How often it has gone to sleep of its own accord so far.
    pub(crate) fn sleeps(self) -> Option<u64> {
        let status = self.read("status")?;
        let count = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
        count.trim().parse().ok()
    }
}

fn listed() -> Vec<Task> {
    let entries = fs::read_dir(FOLDER).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok().map(Task)).collect()
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;
    use std::sync::Barrier;
    use std::thread;
    use std::time::{Duration, Instant};

    /// In this time, a list that is read once left the caller out in eight of eight runs.
    #[test]
    fn a_thread_that_lives_is_listed_whoever_ends_meanwhile() {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(2) {
            let (ended, beginning) = (Barrier::new(6), Instant::now());
            thread::scope(|scope| {
                for number in 0..20 {
                    let end = Duration::from_micros(200 + number * 7919 % 500);
                    scope.spawn(move || thread::sleep(end.saturating_sub(beginning.elapsed())));
                }
                // Not the last: those that are missed stand behind who has ended, and others behind them.
                let lister = scope.spawn(|| {
                    let this = Task::this().expect("Linux tells");
                    let is_listed = || Task::all().contains(&this);
                    let was_listed = loop {
                        match is_listed() {
                            true if beginning.elapsed() < Duration::from_millis(1) => {}
                            is_listed => break is_listed,
                        }
                    };
                    ended.wait();
                    was_listed
                });
                (0..5).for_each(|_| drop(scope.spawn(|| ended.wait())));
                assert!(lister.join().expect("it does not panic"), "the calling thread was not listed");
            });
        }
    }
}
