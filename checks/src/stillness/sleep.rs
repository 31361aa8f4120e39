//! How a thread sleeps, as Linux tells it: the system call and its arguments, and the time in the sleeper's memory.

use rustix::time::{ClockId, clock_gettime};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::time::Duration;

/// A sleep that ends later than this counts as endless: no check waits that long for a moment.
const FAR: Duration = Duration::from_secs(5);

/// A sleep that ends sooner than this is a nap: no check gives a thread that it watches a deadline so near.
const NAP: Duration = Duration::from_secs(30 * 60);

/// How a thread sleeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sleep {
    /// Until another thread of this process wakes it: futex(2), below every lock, condition and join.
    UntilWoken(Timeout),
    /// Until something comes through a socket or a pipe.
    UntilInput(Timeout),
}

/// When a sleep ends by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Timeout {
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
    pub(super) fn of(line: &str) -> Option<Self> {
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

/// Whether a line of `/proc/*/syscall` is that of a thread that wakes by itself before long, to look for something.
pub(super) fn is_nap(line: &str) -> bool {
    let number = line.split_whitespace().next().and_then(|word| word.parse::<u32>().ok());
    // nanosleep(2) and clock_nanosleep(2), however long.
    let sleeps =
        matches!((number, std::env::consts::ARCH), (Some(35 | 230), "x86_64") | (Some(101 | 115), "aarch64"));
    let waits = Sleep::of(line).is_some_and(|sleep| match sleep {
        Sleep::UntilWoken(timeout) | Sleep::UntilInput(timeout) => !timeout.is_later_than(NAP),
    });
    sleeps || waits
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
    /// No check waits for its end.
    pub(super) fn is_far(self) -> bool {
        self.is_later_than(FAR)
    }

    fn is_later_than(self, limit: Duration) -> bool {
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
        left.is_some_and(|left| left > limit)
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
        let naps = ["7 0x55d3 0x2 0x1f4 0x0", "230 0x1 0x1 0x7f0d98a63ab0 0x0 0x0"];
        let is_listed = |line: &str| naps.contains(&line);
        let endless = lines.iter().filter(|(_, sleep)| {
            matches!(sleep, None | Some(Sleep::UntilWoken(Timeout::Never) | Sleep::UntilInput(_)))
        });
        endless.for_each(|(line, _)| assert_eq!(is_nap(line), is_listed(line), "{line:?}"));
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
