//! Signal handlers, and what they may do: set an atomic, write a byte.
//!
//! A handler runs between any two instructions of any thread. So the meaning of a signal is a flag, which the event
//! loop reads in its next turn, and the byte in a pipe only ends its sleep.

#![allow(
    clippy::disallowed_types,
    reason = "a signal handler is no thread: no schedule explorer runs one, so the atomics are the standard ones"
)]

use super::check;
use std::io;
use std::os::fd::{IntoRawFd, OwnedFd};
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicUsize, Ordering};

/// How many signals have asked the process to end: SIGINT, SIGTERM, or a SIGHUP that means [`Hangup::Stop`].
static STOPS: AtomicUsize = AtomicUsize::new(0);
/// Whether SIGUSR1 has arrived since the last look.
static REPORT: AtomicBool = AtomicBool::new(false);
/// Whether a SIGHUP that means [`Hangup::Reopen`] has arrived since the last look.
static REOPEN: AtomicBool = AtomicBool::new(false);
/// The end of the pipe that the handlers write to; -1 before there is one.
static WAKE_FD: AtomicI32 = AtomicI32::new(-1);

/// The exit code of a process that a second SIGINT or SIGTERM ended at once.
pub const EXIT_INTERRUPTED: i32 = 130;

/// Takes SIGINT, SIGTERM and SIGUSR1 over for the rest of the process: each sets a flag and writes a byte to `wake`.
///
/// The flags carry the meaning and the byte only wakes a sleeping poll, so a full pipe loses nothing. A second SIGINT
/// or SIGTERM ends the process from inside the handler with [`EXIT_INTERRUPTED`]: it must work even while every thread
/// is stuck. `wake` is never closed, because a handler may be about to write to it.
///
/// # Errors
///
/// What sigaction(2) reports.
pub fn catch_signals(wake: OwnedFd) -> io::Result<()> {
    WAKE_FD.store(wake.into_raw_fd(), Ordering::SeqCst);
    // SAFETY: both handlers touch atomics and call write and _exit alone, all of them async-signal-safe.
    unsafe {
        on_signal(libc::SIGINT, handle_stop)?;
        on_signal(libc::SIGTERM, handle_stop)?;
        on_signal(libc::SIGUSR1, handle_report)
    }
}

/// What SIGHUP asks for. The system sends it when a terminal is closed, and tools send it to a program without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hangup {
    /// An orderly end, as SIGTERM does.
    Stop,
    /// To open the log's file anew.
    Reopen,
}

/// Takes SIGHUP over as well, with this meaning. Call it after [`catch_signals`].
///
/// If SIGHUP is ignored it stays so: nohup(1) does that for a program that has to outlive its terminal.
///
/// # Errors
///
/// What sigaction(2) reports.
pub fn catch_hangup(meaning: Hangup) -> io::Result<()> {
    // SAFETY: sigaction is a C struct for which all zeroes is a valid value; without a new action the call only reads
    // the old one, into a struct that outlives it.
    let old = unsafe {
        let mut old: libc::sigaction = std::mem::zeroed();
        check(libc::sigaction(libc::SIGHUP, std::ptr::null(), &mut old))?;
        old
    };
    if old.sa_sigaction == libc::SIG_IGN {
        return Ok(());
    }
    let handler = match meaning {
        Hangup::Stop => handle_hangup_as_stop,
        Hangup::Reopen => handle_hangup_as_reopen,
    };
    // SAFETY: both handlers touch atomics and call write alone, which is async-signal-safe.
    unsafe { on_signal(libc::SIGHUP, handler) }
}

/// Lets a write beyond the limit on the size of files fail with `EFBIG`. By default the system ends the process instead,
/// with SIGXFSZ.
///
/// # Errors
///
/// What signal(2) reports.
pub fn survive_file_size_limit() -> io::Result<()> {
    // SAFETY: to ignore a signal runs no code of ours, ever.
    if unsafe { libc::signal(libc::SIGXFSZ, libc::SIG_IGN) } == libc::SIG_ERR {
        return Err(io::Error::last_os_error());
    }
    Ok(())
}

/// Whether SIGINT or SIGTERM has arrived, or a SIGHUP that means the same.
pub fn stop_requested() -> bool {
    STOPS.load(Ordering::SeqCst) > 0
}

/// Whether SIGUSR1 has arrived since the last call. A hundred of them between two calls count as one.
pub fn take_report_request() -> bool {
    REPORT.swap(false, Ordering::SeqCst)
}

/// Whether a SIGHUP that means [`Hangup::Reopen`] has arrived since the last call.
pub fn take_reopen_request() -> bool {
    REOPEN.swap(false, Ordering::SeqCst)
}

extern "C" fn handle_stop(_signal: i32) {
    if STOPS.fetch_add(1, Ordering::SeqCst) > 0 {
        // SAFETY: _exit takes an int, never returns, and is async-signal-safe.
        unsafe { libc::_exit(EXIT_INTERRUPTED) }
    }
    wake_poll();
}

/// Never counts as the second order: a terminal that is closed sends SIGHUP twice, by the shell and by the system.
extern "C" fn handle_hangup_as_stop(_signal: i32) {
    let _ = STOPS.compare_exchange(0, 1, Ordering::SeqCst, Ordering::SeqCst);
    wake_poll();
}

extern "C" fn handle_hangup_as_reopen(_signal: i32) {
    REOPEN.store(true, Ordering::SeqCst);
    wake_poll();
}

extern "C" fn handle_report(_signal: i32) {
    REPORT.store(true, Ordering::SeqCst);
    wake_poll();
}

/// Writes one byte to the pipe. If the pipe is full the sleeper wakes anyway, so the result does not matter.
fn wake_poll() {
    // SAFETY: `errno` is this thread's own; write gets one valid byte, and a descriptor that is never closed (or -1,
    // which fails with EBADF). The interrupted code may be about to read errno, so it must find it unchanged.
    unsafe {
        let errno = errno_location();
        let saved = *errno;
        libc::write(WAKE_FD.load(Ordering::SeqCst), [1u8].as_ptr().cast(), 1);
        *errno = saved;
    }
}

#[cfg(not(target_os = "macos"))]
use libc::__errno_location as errno_location;
#[cfg(target_os = "macos")]
use libc::__error as errno_location;

/// Calls `handler` whenever `signal` arrives, on whichever thread the system picks.
///
/// Interrupted system calls are restarted where the system can (`SA_RESTART`); poll never is, and returns early.
///
/// # Safety
///
/// `handler` runs between any two instructions of any thread, perhaps while that thread holds the allocator's lock.
/// It may only touch atomics and call functions that signal-safety(7) lists: no allocation, no lock, no `println!`.
unsafe fn on_signal(signal: i32, handler: extern "C" fn(i32)) -> io::Result<()> {
    // SAFETY: sigaction is a C struct for which all zeroes is a valid value: no flags, an empty mask.
    let mut action: libc::sigaction = unsafe { std::mem::zeroed() };
    action.sa_sigaction = handler as *const () as usize;
    action.sa_flags = libc::SA_RESTART;
    // SAFETY: `action` is fully initialised and outlives the call; the caller vouches for the handler.
    check(unsafe { libc::sigaction(signal, &action, std::ptr::null_mut()) })?;
    Ok(())
}
