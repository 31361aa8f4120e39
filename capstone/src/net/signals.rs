//! SIGINT, SIGTERM, SIGUSR1 and SIGHUP as events that an event loop can poll for.

use super::sys::{self, Hangup, PollFd};
use super::waker::Waker;
use std::io;
use std::os::fd::{AsFd, BorrowedFd};

/// The process's handlers for SIGINT, SIGTERM and SIGUSR1. The first of the former two asks for an orderly end, the
/// second ends the process at once with exit code 130.
#[derive(Debug)]
pub struct Signals {
    waker: Waker,
}

impl Signals {
    /// Handles the signals, for the rest of the process. Call it first, so that no signal meets the default handler.
    ///
    /// It also keeps SIGXFSZ from ending the process: a log at the limit on file sizes must not end the server.
    ///
    /// # Errors
    ///
    /// If the process has no descriptors left.
    pub fn install() -> io::Result<Self> {
        let waker = Waker::new()?;
        sys::catch_signals(waker.writer()?)?;
        sys::survive_file_size_limit()?;
        Ok(Self { waker })
    }

    /// Sleeps until a signal has asked for an orderly end.
    ///
    /// # Errors
    ///
    /// What poll(2) reports.
    pub fn wait_for_stop(&self) -> io::Result<()> {
        while !self.stop_requested() {
            sys::poll(&mut [PollFd::new(self.as_fd(), true, false)], None)?;
            self.waker.clear();
        }
        Ok(())
    }

    /// Whether a signal has asked for an orderly end.
    pub fn stop_requested(&self) -> bool {
        sys::stop_requested()
    }

    /// Whether SIGUSR1 has arrived since the last call.
    pub fn take_report_request(&self) -> bool {
        sys::take_report_request()
    }

    /// Whether a SIGHUP has arrived since the last call, if [`reopen_on_hangup`](Self::reopen_on_hangup) has taken it over.
    pub fn take_reopen_request(&self) -> bool {
        sys::take_reopen_request()
    }

    /// Takes SIGHUP over as well, which then asks for an orderly end like SIGTERM. A second one does not end the process
    /// at once: a terminal that is closed sends two. Where it is ignored (nohup) it stays so.
    ///
    /// # Errors
    ///
    /// What sigaction(2) reports.
    pub fn stop_on_hangup(&self) -> io::Result<()> {
        sys::catch_hangup(Hangup::Stop)
    }

    /// Takes SIGHUP over as well, which then asks to open the log's file again. Where it is ignored (nohup) it stays
    /// so.
    ///
    /// # Errors
    ///
    /// What sigaction(2) reports.
    pub fn reopen_on_hangup(&self) -> io::Result<()> {
        sys::catch_hangup(Hangup::Reopen)
    }

    /// Clears the wake-ups so far; the results of the functions above stay the same.
    pub fn clear(&self) {
        self.waker.clear();
    }
}

impl AsFd for Signals {
    /// Readable when a signal has arrived.
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.waker.as_fd()
    }
}
