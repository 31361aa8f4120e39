//! Whether a thread that waits really sleeps, or burns a core (spinning) or wakes again and again (polling).
//!
//! Both give right answers and ruin a server, so no answer shows them: only what the thread costs while
//! nothing happens. The system counts that for each thread. Linux shows it in `/proc`; elsewhere the check is
//! skipped, and says so.

use crate::stillness;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// The system keeps this much of a thread's name.
const NAME_LENGTH: usize = 15;

/// What a thread used while it was watched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// CPU time, in steps of 10 ms.
    pub cpu: Duration,
    /// How often the system took a core away from it, because it slept, yielded, or had had its share.
    pub switches: u64,
}

impl Cost {
    /// Whether a thread that only slept can have used this. It uses nothing; the system's own rounding, or
    /// one stray wake-up, is let through.
    pub fn is_that_of_a_sleeper(self) -> bool {
        self.cpu <= Duration::from_millis(20) && self.switches <= 10
    }

    /// Whether more watching could not change the verdict any more.
    fn is_clearly_too_much(self) -> bool {
        self.cpu >= Duration::from_millis(50) || self.switches >= 20
    }
}

/// How much CPU time the watcher itself must get before it calls another thread a sleeper.
const YARDSTICK: Duration = Duration::from_millis(200);

/// What the threads named `name` use while the caller watches and nothing happens.
///
/// How long that takes is not a matter of the clock: on a loaded machine, a thread that spins may get no CPU
/// for a while. So the watcher spins too, until it has had 200 ms of CPU itself. In that time another spinner
/// had its share. And it begins anew whenever the thread has run: one that looks up every 200 ms or more
/// often is found out, too.
///
/// Returns `None`, and says so on stderr, where the system does not tell.
///
/// # Panics
///
/// If there is no thread of that name.
pub fn blocked_cost(name: &str) -> Option<Cost> {
    watch(|| system::of_threads_named(name), true)
}

/// Like [`blocked_cost`], of the first thread of another process: a server's event loop. It has timers, and may
/// look up: it is watched once, for 200 ms of the watcher's CPU.
pub fn blocked_cost_of_process(process_id: u32) -> Option<Cost> {
    watch(|| system::of_first_thread(process_id), false)
}

fn watch(look: impl Fn() -> Option<Cost>, until_quiet: bool) -> Option<Cost> {
    let Some(before) = look() else {
        eprintln!(
            "skipped: this system does not show what a single thread costs, so spinning cannot be seen"
        );
        return None;
    };
    let (mut mine, mut last) = (system::of_this_thread(), Cost::default());
    loop {
        spin(Duration::from_millis(5));
        let cost = look()?.since(before);
        if until_quiet && cost != last {
            (mine, last) = (system::of_this_thread(), cost);
        }
        if cost.is_clearly_too_much() || system::of_this_thread().since(mine).cpu >= YARDSTICK {
            return Some(cost);
        }
    }
}

/// Watches the threads named `name`, which wait for something that does not come.
///
/// # Panics
///
/// If they do anything but sleep. Also if they sleep for a time, however seldom they wake: who waits for an event sleeps
/// until it comes, or until a deadline that is somebody's wish.
pub fn assert_sleeps(name: &str) {
    let begun = Instant::now();
    let Some(cost) = blocked_cost(name) else { return };
    assert!(
        cost.is_that_of_a_sleeper(),
        "thread `{name}` did not sleep while it waited: within {} ms it used {} ms of CPU and ran {} times",
        begun.elapsed().as_millis(),
        cost.cpu.as_millis(),
        cost.switches
    );
    assert!(
        !stillness::naps(&name[..name.len().min(NAME_LENGTH)]),
        "thread `{name}` did not sleep until it is woken: it sleeps for a time, wakes by itself, and looks again"
    );
}

/// How often each of the threads named `name` has gone to sleep of its own accord, by thread id; empty where the system
/// does not tell. What a wake-up costs is seen in the difference.
pub fn sleeps_of(name: &str) -> BTreeMap<String, u64> {
    stillness::sleeps_of(&name[..name.len().min(NAME_LENGTH)])
}

/// How much CPU time the calling thread has used since it began.
pub fn cpu_time_of_this_thread() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(time).expect("it begins at zero, and grows")
}

impl Cost {
    fn since(self, before: Self) -> Self {
        Self {
            cpu: self.cpu.saturating_sub(before.cpu),
            switches: self.switches.saturating_sub(before.switches),
        }
    }
}

fn spin(time: Duration) {
    let begun = Instant::now();
    while begun.elapsed() < time {
        std::hint::spin_loop();
    }
}

#[cfg(target_os = "linux")]
mod system {
    use super::{Cost, NAME_LENGTH};
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    /// `/proc` counts CPU time in units of 1/100 s on every architecture (`USER_HZ`).
    const TICK: Duration = Duration::from_millis(10);

    /// The sum over all threads of that name; `None` if `/proc` is missing.
    pub(super) fn of_threads_named(name: &str) -> Option<Cost> {
        let threads = threads_named(&name[..name.len().min(NAME_LENGTH)])?;
        assert!(!threads.is_empty(), "thread `{name}` did not wait: it is not there any more");
        let costs = threads.iter().filter_map(|thread| read(thread));
        Some(costs.fold(Cost::default(), |sum, cost| Cost {
            cpu: sum.cpu + cost.cpu,
            switches: sum.switches + cost.switches,
        }))
    }

    pub(super) fn of_first_thread(process_id: u32) -> Option<Cost> {
        read(Path::new(&format!("/proc/{process_id}/task/{process_id}")))
    }

    pub(super) fn of_this_thread() -> Cost {
        read(Path::new("/proc/thread-self")).unwrap_or_default()
    }

    fn threads_named(name: &str) -> Option<Vec<PathBuf>> {
        let threads = fs::read_dir("/proc/self/task").ok()?.flatten().map(|entry| entry.path());
        let has_name = |thread: &PathBuf| {
            fs::read_to_string(thread.join("comm")).is_ok_and(|comm| comm.trim_end_matches('\n') == name)
        };
        Some(threads.filter(has_name).collect())
    }

    /// A thread that has just ended has no files any more.
    fn read(thread: &Path) -> Option<Cost> {
        let stat = fs::read_to_string(thread.join("stat")).ok()?;
        // The name stands in parentheses and may hold anything. From the field after it, the CPU times are
        // the 12th and 13th (proc_pid_stat(5): utime, stime).
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks: u32 = fields.get(11..13)?.iter().flat_map(|field| field.parse::<u32>()).sum();
        let status = fs::read_to_string(thread.join("status")).ok()?;
        let switches = status.lines().filter_map(|line| line.split_once("voluntary_ctxt_switches:"));
        // Of its own accord (`voluntary`) and not (`nonvoluntary`, where the system also counts a yield).
        let switches = switches.flat_map(|(_, count)| count.trim().parse::<u64>()).sum();
        Some(Cost { cpu: TICK * ticks, switches })
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::Cost;

    pub(super) fn of_threads_named(_name: &str) -> Option<Cost> {
        None
    }

    pub(super) fn of_first_thread(_process_id: u32) -> Option<Cost> {
        None
    }

    pub(super) fn of_this_thread() -> Cost {
        Cost::default()
    }
}
