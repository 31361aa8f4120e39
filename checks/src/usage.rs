//! Whether a thread that waits really sleeps, or burns a core (spinning) or wakes again and again (polling).
//!
//! Both give right answers and ruin a server, so no answer shows them: only what the thread costs while
//! nothing happens. The system counts that for each thread. Linux shows it in `/proc`; elsewhere the check is
//! skipped, and says so.

use crate::stillness;
use crate::tasks::Task;
use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};

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

/// How long a thread must have been asleep, without a break, to be called a sleeper.
const QUIET: Duration = Duration::from_millis(200);

/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// A look at the threads that are watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    /// What they have used so far.
    used: Cost,
    /// Whether one of them runs, or would if it had a core.
    runs: bool,
}

/// What the threads named `name` use while the caller watches and nothing happens.
///
/// It watches until they have been asleep for 200 ms without a break: none of them was seen running or ready to run, and none
/// has run between two looks. So one that looks up every 200 ms or more often is found out, too; and one that spins, also
/// where a loaded machine gives it no core for a while: it is ready to run all the time, and is watched until it has had one.
///
/// Returns `None`, and says so on stderr, where the system does not tell.
///
/// # Panics
///
/// If there is no thread of that name.
pub fn blocked_cost(name: &str) -> Option<Cost> {
    watch(|| system::threads_named(name), true)
}

/// Like [`blocked_cost`], of the first thread of another process: a server's event loop. It has timers, and may
/// look up: it is watched for 200 ms, and until it is asleep.
pub fn blocked_cost_of_process(process_id: u32) -> Option<Cost> {
    watch(|| system::first_thread(process_id), false)
}

fn watch(look: impl Fn() -> Option<Look>, until_quiet: bool) -> Option<Cost> {
    let Some(before) = look() else {
        eprintln!(
            "skipped: this system does not show what a single thread costs, so spinning cannot be seen"
        );
        return None;
    };
    let (mut since, mut last) = (Instant::now(), before);
    loop {
        thread::sleep(LOOK);
        let now = look()?;
        if until_quiet && (now.runs || now != last) {
            (since, last) = (Instant::now(), now);
        }
        let cost = now.used.since(before.used);
        let is_quiet = !now.runs && since.elapsed() >= QUIET;
        if is_quiet || cost.is_clearly_too_much() {
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
        !stillness::naps(name),
        "thread `{name}` did not sleep until it is woken: it sleeps for a time, wakes by itself, and looks again"
    );
}

/// How often each of the threads named `name` has gone to sleep of its own accord, by thread id; empty where the system
/// does not tell. What a wake-up costs is seen in the difference.
pub fn sleeps_of(name: &str) -> BTreeMap<u32, u64> {
    Task::named(name).into_iter().filter_map(|task| Some((task.id(), task.sleeps()?))).collect()
}

/// How often the system has taken a core away from the calling thread, because it slept, yielded, or had had its share; nothing
/// where the system does not tell.
pub fn switches_of_this_thread() -> Option<u64> {
    Some(system::read(&Task::this()?.folder())?.used.switches)
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

#[cfg(target_os = "linux")]
mod system {
    use super::{Cost, Look};
    use crate::tasks::Task;
    use std::fs;
    use std::path::Path;
    use std::time::Duration;

    /// `/proc` counts CPU time in units of 1/100 s on every architecture (`USER_HZ`).
    const TICK: Duration = Duration::from_millis(10);

    /// All threads of that name together; `None` if `/proc` is missing.
    pub(super) fn threads_named(name: &str) -> Option<Look> {
        let threads = Task::named(name);
        if threads.is_empty() && Task::all().is_empty() {
            return None;
        }
        assert!(!threads.is_empty(), "thread `{name}` did not wait: it is not there any more");
        let looks = threads.into_iter().filter_map(|thread| read(&thread.folder()));
        let nothing = Look { used: Cost::default(), runs: false };
        Some(looks.fold(nothing, |sum, look| {
            let (cpu, switches) = (sum.used.cpu + look.used.cpu, sum.used.switches + look.used.switches);
            Look { used: Cost { cpu, switches }, runs: sum.runs || look.runs }
        }))
    }

    pub(super) fn first_thread(process_id: u32) -> Option<Look> {
        read(Path::new(&format!("/proc/{process_id}/task/{process_id}")))
    }

    /// A thread that has just ended has no files any more.
    pub(super) fn read(thread: &Path) -> Option<Look> {
        let stat = fs::read_to_string(thread.join("stat")).ok()?;
        // The name stands in parentheses and may hold anything. The field after it is the state, where R is for a thread that
        // runs or waits for a core; from there the CPU times are the 12th and 13th (proc_pid_stat(5): utime, stime).
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks: u32 = fields.get(11..13)?.iter().flat_map(|field| field.parse::<u32>()).sum();
        let status = fs::read_to_string(thread.join("status")).ok()?;
        let switches = status.lines().filter_map(|line| line.split_once("voluntary_ctxt_switches:"));
        // Of its own accord (`voluntary`) and not (`nonvoluntary`, where the system also counts a yield).
        let switches = switches.flat_map(|(_, count)| count.trim().parse::<u64>()).sum();
        Some(Look { used: Cost { cpu: TICK * ticks, switches }, runs: fields[0] == "R" })
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::Look;
    use std::path::Path;

    pub(super) fn threads_named(_name: &str) -> Option<Look> {
        None
    }

    pub(super) fn first_thread(_process_id: u32) -> Option<Look> {
        None
    }

    pub(super) fn read(_thread: &Path) -> Option<Look> {
        None
    }
}
