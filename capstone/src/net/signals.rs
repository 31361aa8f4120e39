//! SIGINT, SIGTERM and SIGUSR1 as events that an event loop can poll for.

use super::sys::{self, PollFd};
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
    /// Takes the signals over, for the rest of the process. Do it first, so that none finds the default still in place.
    ///
    /// It also keeps SIGXFSZ from ending the process: a log at the limit on file sizes is the log's trouble alone.
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

    /// Sleeps until SIGINT or SIGTERM has arrived.
    ///
    /// # Errors
    ///
    /// What poll(2) reports.
    pub fn wait_for_stop(&self) -> io::Result<()> {
        while !self.stop_requested() {
            sys::poll(&mut [PollFd::new(self.as_fd(), true, false)], None)?;
            self.waker.drain();
        }
        Ok(())
    }

    /// Whether SIGINT or SIGTERM has arrived.
    pub fn stop_requested(&self) -> bool {
        sys::stop_requested()
    }

    /// Whether SIGUSR1 has arrived since the last call.
    pub fn take_report_request(&self) -> bool {
        sys::take_report_request()
    }

    /// Takes SIGHUP over as well, which then asks for an orderly end like SIGINT.
    ///
    /// # Errors
    ///
    /// What sigaction(2) reports.
    pub fn heed_hangup(&self) -> io::Result<()> {
        sys::catch_hangup()
    }

    /// Forgets the wake-ups so far; the answers of the functions above are not changed by it.
    pub fn drain(&self) {
        self.waker.drain();
    }
}

impl AsFd for Signals {
    /// Readable when a signal has arrived.
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.waker.as_fd()
    }
}
