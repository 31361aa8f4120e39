//! What a caller may give to a run besides its plan: a connection that it has already, and a request to stop early.

use crate::net::Signals;
use crate::net::sys::PollFd;
use std::io;
use std::net::TcpStream;
use std::os::fd::AsFd;

/// With the default, a run opens every connection itself and goes on to its end.
#[derive(Debug, Default)]
pub struct Control<'a> {
    /// A socket that is connected to the plan's address. The first client uses it, so a caller that has connected to
    /// find the server takes no further connection for that.
    pub connected: Option<TcpStream>,
    /// When these request a stop, the run sends nothing new, waits for what is in flight, and returns what it has
    /// measured so far.
    pub stop: Option<&'a Signals>,
}

/// Whether a stop was requested. A poll notices it, too, so that no run sleeps on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Interruption<'a>(pub(super) Option<&'a Signals>);

impl Interruption<'_> {
    pub(super) fn is_requested(self) -> bool {
        self.0.is_some_and(Signals::stop_requested)
    }

    /// Sleeps in `poll` until one of the entries is ready, or a stop is requested.
    pub(super) fn poll(
        self,
        entries: &mut Vec<PollFd>,
        poll: impl FnOnce(&mut [PollFd]) -> io::Result<usize>,
    ) -> io::Result<()> {
        let Some(signals) = self.0 else { return poll(entries).map(drop) };
        entries.push(PollFd::new(signals.as_fd(), true, false));
        let polled = poll(entries);
        if entries.pop().is_some_and(|entry| entry.is_ready()) {
            signals.clear(); // or the next poll would not sleep
        }
        polled.map(drop)
    }
}
