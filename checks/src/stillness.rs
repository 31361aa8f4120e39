//! Whether the threads of a check wait for each other for ever.
//!
//! A check that hangs need not wait for its deadline. If each of its threads sleeps until another one wakes it, then nobody
//! is left who could. Linux tells where a thread sleeps, and until when (`/proc/*/syscall`). A thread that can run, that
//! sleeps for a short time, or that waits for another process goes on by itself, and then nothing is said. Elsewhere the
//! deadline has to do.
//!
//! So a check that waits for silence, such as for a reply that must not come, waits less than [`STILL`].

use rustix::time::{ClockId, clock_gettime};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long nothing has to move. What can move at all does so within microseconds, or counts as able to run.
pub(crate) const STILL: Duration = Duration::from_secs(1);

/// A sleep that ends later than this counts as endless: no check waits that long for a moment.
const FAR: Duration = Duration::from_secs(5);

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

/// How a thread sleeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sleep {
    /// Until another thread of this process wakes it: futex(2), below every lock, condition and join.
    UntilWoken(Timeout),
    /// Until something comes through a socket or a pipe.
    UntilInput(Timeout),
}

/// When a sleep ends by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Timeout {
    Never,
    After(Duration),
    /// In the sleeper's memory at this address: after that time.
    AfterTimeAt(u64),
    /// The same, at that time of this clock.
    AtTimeAt(u64, ClockId),
}

impl Sleep {
    /// Reads a line of `/proc/*/syscall`: the system call's number and its arguments. None for one that is no sleep, or that
    /// ends by itself.
    fn of(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let number = words.next()?.parse::<u32>().ok()?;
        let arguments: Vec<u64> = words.filter_map(hexadecimal).collect();
        let pointer = |index: usize| arguments.get(index).copied();
        let after =
            |index| pointer(index).map(|at| if at == 0 { Timeout::Never } else { Timeout::AfterTimeAt(at) });
        match (number, std::env::consts::ARCH) {
            (202, "x86_64") | (98, "aarch64") => futex_timeout(&arguments).map(Sleep::UntilWoken),
            // ppoll(2): entries, their number, timeout.
            (271, "x86_64") | (73, "aarch64") => after(2).map(Sleep::UntilInput),
            // poll(2): the same, with a timeout in milliseconds, negative for none.
            (7, "x86_64") => Some(Sleep::UntilInput(match u64::try_from(pointer(2)? as i32) {
                Ok(milliseconds) => Timeout::After(Duration::from_millis(milliseconds)),
                Err(_) => Timeout::Never,
            })),
            // read(2), recvfrom(2), accept(2) and accept4(2), of what blocks.
            (0 | 45 | 43 | 288, "x86_64") | (63 | 207 | 202 | 242, "aarch64") => {
                Some(Sleep::UntilInput(Timeout::Never))
            }
            _ => None,
        }
    }
}

/// Of futex(2): address, operation, value, timeout. FUTEX_WAIT counts from now, FUTEX_WAIT_BITSET by a clock.
fn futex_timeout(arguments: &[u64]) -> Option<Timeout> {
    const COMMAND: u64 = 0x7f;
    const BY_WALL_CLOCK: u64 = 0x100;
    let (operation, at) = (*arguments.get(1)?, *arguments.get(3)?);
    match operation & COMMAND {
        _ if at == 0 => Some(Timeout::Never),
        0 => Some(Timeout::AfterTimeAt(at)),
        9 if operation & BY_WALL_CLOCK != 0 => Some(Timeout::AtTimeAt(at, ClockId::Realtime)),
        9 => Some(Timeout::AtTimeAt(at, ClockId::Monotonic)),
        _ => None,
    }
}

impl Timeout {
    fn is_far(self) -> bool {
        let left = match self {
            Timeout::Never => return true,
            Timeout::After(time) => Some(time),
            Timeout::AfterTimeAt(at) => time_at(at),
            Timeout::AtTimeAt(at, clock) => {
                let now = clock_gettime(clock);
                let now = Duration::new(now.tv_sec as u64, now.tv_nsec as u32);
                time_at(at).map(|end| end.saturating_sub(now))
            }
        };
        left.is_some_and(|left| left > FAR)
    }
}

/// The `timespec` at this address of our own memory. The thread that put it there may be gone by now: then None, or
/// nonsense, once.
fn time_at(address: u64) -> Option<Duration> {
    let mut bytes = [0; 16];
    File::open("/proc/self/mem").ok()?.read_exact_at(&mut bytes, address).ok()?;
    let [seconds, nanoseconds] =
        [&bytes[..8], &bytes[8..]].map(|half| half.try_into().map(u64::from_ne_bytes));
    Some(Duration::from_secs(seconds.ok()?).saturating_add(Duration::from_nanos(nanoseconds.ok()?)))
}

fn hexadecimal(word: &str) -> Option<u64> {
    u64::from_str_radix(word.strip_prefix("0x")?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn a_line_of_the_system_says_how_a_thread_sleeps() {
        let at = 0x7f0d_93ff_e9f0;
        let lines = [
            ("202 0x55d3 0x80 0x0 0x0 0x0 0x0 0x7f0d 0x7f0d", Some(Sleep::UntilWoken(Timeout::Never))),
            ("202 0x55d3 0x80 0x0 0x7f0d93ffe9f0 0x0", Some(Sleep::UntilWoken(Timeout::AfterTimeAt(at)))),
            (
                "202 0x55d3 0x89 0x0 0x7f0d93ffe9f0 0x0 0xffffffff",
                Some(Sleep::UntilWoken(Timeout::AtTimeAt(at, ClockId::Monotonic))),
            ),
            (
                "202 0x55d3 0x189 0x0 0x7f0d93ffe9f0 0x0 0xffffffff",
                Some(Sleep::UntilWoken(Timeout::AtTimeAt(at, ClockId::Realtime))),
            ),
            ("7 0x55d3 0x2 0xffffffff 0x0", Some(Sleep::UntilInput(Timeout::Never))),
            ("7 0x55d3 0x2 0x1f4 0x0", Some(Sleep::UntilInput(Timeout::After(Duration::from_millis(500))))),
            ("271 0x55d3 0x2 0x0 0x0", Some(Sleep::UntilInput(Timeout::Never))),
            ("0 0x5 0x7f0d 0x100", Some(Sleep::UntilInput(Timeout::Never))),
            ("230 0x1 0x1 0x7f0d98a63ab0 0x0 0x0", None),
            ("running", None),
            ("", None),
        ];
        for (line, sleep) in lines {
            assert_eq!(Sleep::of(line), sleep, "{line:?}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_time_in_our_memory_can_be_read_like_a_sleepers() {
        let time = [7_u64, 250_000_000];
        let address = std::ptr::from_ref(&time).addr() as u64;
        assert_eq!(time_at(address), Some(Duration::from_millis(7_250)));
        assert_eq!(time_at(0), None);
        let far = Timeout::AfterTimeAt(address).is_far();
        let passed = Timeout::AtTimeAt(address, ClockId::Realtime).is_far();
        assert_eq!((far, passed), (true, false));
    }
}
