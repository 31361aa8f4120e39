//! The system calls for poll, descriptors and signals that the standard library lacks; all `unsafe` code of the crate.
//!
//! Each function wraps one system call, retries it when a signal interrupts it where that is the only sensible
//! answer, and turns -1 into an [`io::Error`]. No policy lives here.

mod connecting;
mod sending;
mod signals;

pub use connecting::start_connect;
pub use sending::{interrupt, kill_own_group};
pub use signals::{
    EXIT_INTERRUPTED, Hangup, catch_hangup, catch_signals, stop_requested, survive_file_size_limit,
    take_reopen_request, take_report_request,
};

use std::io;
use std::os::fd::{AsRawFd, BorrowedFd};
use std::time::{Duration, Instant};

/// The most entries that [`poll`] takes, where it has a limit of its own: macOS has, `OPEN_MAX` in its `<sys/syslimits.h>`.
/// Elsewhere the limit on open descriptors is the only one.
pub const MOST_POLLED: Option<u64> = if cfg!(target_os = "macos") { Some(10_240) } else { None };

/// One entry of the set that [`poll`] watches. Laid out as the system's `struct pollfd`.
#[derive(Debug, Clone, Copy)]
#[repr(transparent)]
pub struct PollFd(libc::pollfd);

impl PollFd {
    /// An entry that poll skips: it keeps its place in the set and watches nothing.
    pub const UNUSED: PollFd = PollFd(libc::pollfd { fd: -1, events: 0, revents: 0 });

    /// Watches `fd`. With neither `readable` nor `writable`, poll still reports errors and hang-ups: to watch nothing
    /// at all, use [`UNUSED`](Self::UNUSED).
    pub fn new(fd: BorrowedFd<'_>, readable: bool, writable: bool) -> Self {
        let mut events = 0;
        if readable {
            events |= libc::POLLIN;
        }
        if writable {
            events |= libc::POLLOUT;
        }
        Self(libc::pollfd { fd: fd.as_raw_fd(), events, revents: 0 })
    }

    /// Whether it watches nothing.
    pub fn is_unused(&self) -> bool {
        self.0.fd < 0
    }

    /// Whether the last poll reported anything.
    pub fn is_ready(&self) -> bool {
        self.0.revents != 0
    }

    /// Whether a read would return at once: with bytes, the end of the stream, or the error that poll saw.
    pub fn is_readable(&self) -> bool {
        self.0.revents & (libc::POLLIN | libc::POLLHUP | libc::POLLERR | libc::POLLNVAL) != 0
    }

    /// Whether a write would return at once: with room, or the error that poll saw.
    pub fn is_writable(&self) -> bool {
        self.0.revents & (libc::POLLOUT | libc::POLLHUP | libc::POLLERR | libc::POLLNVAL) != 0
    }
}

/// Sleeps until an entry is ready or `timeout` has passed; without a timeout, as long as it takes.
///
/// Returns how many entries are ready. A signal ends the sleep early with zero: the caller looks at what the signal
/// left behind and works out a new timeout, so no deadline is extended. The timeout is rounded up to whole
/// milliseconds, for rounding down would make a loop spin through the last one.
///
/// # Errors
///
/// What poll(2) reports; `EINVAL` means that the set is larger than the limit on open descriptors.
pub fn poll(entries: &mut [PollFd], timeout: Option<Duration>) -> io::Result<usize> {
    let timeout_ms = match timeout {
        None => -1,
        Some(timeout) => i32::try_from(timeout.as_nanos().div_ceil(1_000_000)).unwrap_or(i32::MAX),
    };
    let count = entries.len() as libc::nfds_t;
    // SAFETY: `PollFd` has the layout of `struct pollfd`, and the slice is valid for `count` entries for the whole
    // call. A descriptor that is no longer open is reported in `revents`, not touched.
    let ready = unsafe { libc::poll(entries.as_mut_ptr().cast(), count, timeout_ms) };
    polled(ready, entries)
}

/// Like [`poll`], for a caller with a point in time to meet: the timeout is exact to the microsecond, or a little
/// short.
///
/// Linux has ppoll(2) for that. Elsewhere the timeout is rounded down, so that the caller comes back up to a
/// millisecond early, asks again, and spins until its time has come.
///
/// # Errors
///
/// As for [`poll`].
pub fn poll_until(entries: &mut [PollFd], deadline: Option<Instant>) -> io::Result<usize> {
    let Some(deadline) = deadline else { return poll(entries, None) };
    let left = deadline.saturating_duration_since(Instant::now());
    #[cfg(target_os = "linux")]
    {
        let left = libc::timespec { tv_sec: left.as_secs() as _, tv_nsec: left.subsec_nanos() as _ };
        let (count, no_mask) = (entries.len() as libc::nfds_t, std::ptr::null());
        // SAFETY: as for poll; `left` is valid for the whole call, and no mask means that signals stay as they are.
        let ready = unsafe { libc::ppoll(entries.as_mut_ptr().cast(), count, &left, no_mask) };
        polled(ready, entries)
    }
    #[cfg(not(target_os = "linux"))]
    poll(entries, Some(Duration::from_millis(u64::try_from(left.as_millis()).unwrap_or(u64::MAX))))
}

/// Asks the system to end this thread's timed sleeps when they are over, and not when it suits a few threads at once.
///
/// Linux makes an ordinary thread up to 50 µs late to save wake-ups. Elsewhere there is no such thing to ask for.
pub fn wake_on_time() {
    #[cfg(target_os = "linux")]
    // SAFETY: this option takes a long, the slack in nanoseconds, and concerns the calling thread alone. If a system
    // without it refuses, sleeps only stay as they were.
    unsafe {
        libc::prctl(libc::PR_SET_TIMERSLACK, 1 as libc::c_ulong);
    }
}

/// What a poll that returned `ready` has found.
fn polled(ready: i32, entries: &mut [PollFd]) -> io::Result<usize> {
    if let Ok(ready) = usize::try_from(ready) {
        return Ok(ready);
    }
    let error = io::Error::last_os_error();
    if error.kind() != io::ErrorKind::Interrupted {
        return Err(error);
    }
    for entry in entries {
        entry.0.revents = 0; // poll does not write them when a signal interrupts it
    }
    Ok(0)
}

/// Makes reads and writes on `fd` return `WouldBlock` where they would sleep.
///
/// # Errors
///
/// What fcntl(2) reports.
pub fn set_nonblocking(fd: BorrowedFd<'_>) -> io::Result<()> {
    // SAFETY: `F_GETFL` takes no argument and changes nothing; `fd` is borrowed and therefore open.
    let flags = check(unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_GETFL) })?;
    // SAFETY: `F_SETFL` takes an int; the flags are the descriptor's own, with one added.
    check(unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_SETFL, flags | libc::O_NONBLOCK) })?;
    Ok(())
}

/// Receives at most `most` bytes into the memory that `buffer` has free, behind its last byte. Returns how many came; 0 is
/// the end of the stream. The standard library would have the memory zeroed first.
///
/// # Errors
///
/// What recv(2) reports.
///
/// # Panics
///
/// If there is no room at all: no bytes could not be told from the end.
pub fn receive_behind(socket: BorrowedFd<'_>, buffer: &mut Vec<u8>, most: usize) -> io::Result<usize> {
    let free = buffer.spare_capacity_mut();
    let room = free.len().min(most);
    assert!(room > 0, "a read needs room");
    // SAFETY: `free` is valid for writes of `room` bytes, and no other code has it.
    let received = unsafe { libc::recv(socket.as_raw_fd(), free.as_mut_ptr().cast(), room, 0) };
    let Ok(count) = usize::try_from(received) else { return Err(io::Error::last_os_error()) };
    let filled = buffer.len() + count;
    // SAFETY: recv has written `count` bytes behind the last one, and no more than there was room for.
    unsafe { buffer.set_len(filled) };
    Ok(count)
}

/// Gives a listening socket a queue of `length` connections that the system has accepted and we have not.
///
/// The standard library asks for 128, too few for a burst of clients. Linux and macOS let a second listen(2) change
/// the length, and cap it at their own limit.
///
/// # Errors
///
/// What listen(2) reports.
pub fn set_backlog(listener: BorrowedFd<'_>, length: i32) -> io::Result<()> {
    // SAFETY: `listener` is borrowed and therefore open; listen takes no pointer.
    check(unsafe { libc::listen(listener.as_raw_fd(), length) })?;
    Ok(())
}

/// Raises the soft limit on open descriptors to at least `needed`, if the hard limit allows it.
///
/// Returns the limit now in force, which is below `needed` only if the hard limit is.
///
/// # Errors
///
/// What getrlimit(2) and setrlimit(2) report.
pub fn raise_descriptor_limit(needed: u64) -> io::Result<u64> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `limit` is a valid, writable rlimit for the whole call.
    check(unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &mut limit) })?;
    if limit.rlim_cur >= needed || limit.rlim_cur == limit.rlim_max {
        return Ok(limit.rlim_cur);
    }
    limit.rlim_cur = needed.min(limit.rlim_max);
    // SAFETY: `limit` is a valid rlimit, and setrlimit only reads it.
    check(unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &limit) })?;
    Ok(limit.rlim_cur)
}

fn check(result: i32) -> io::Result<i32> {
    if result == -1 { Err(io::Error::last_os_error()) } else { Ok(result) }
}
