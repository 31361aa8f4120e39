//! A client's connections to the server: one at a time, and a new one when it has ended.
//!
//! An established connection does not prove that a server is there: another program may accept it and close it at once,
//! and a server that is full sends an error and closes it. So the waits between connections grow until one of them
//! brings a reply.
//!
//! A server closes an idle connection, perhaps while a request is on its way to it. Such a request was not read, and
//! need not be lost: see [`Ended`].

use super::connection::{Broken, ClientConnection};
use super::retry::{PastRetries, Retries};
use crate::deadline;
use crate::net::sys::PollFd;
use std::io::ErrorKind;
use std::time::Instant;

/// One connection at a time.
#[derive(Debug)]
pub(super) struct Link {
    connection: Option<ClientConnection>,
    /// Without a connection, when the next may be opened; while one is being established, when that has taken too long.
    due: Instant,
    /// Connections in a row without a reply, as the retry policy sees them.
    past: PastRetries,
    /// Connections in a row without a word from the server, not even that it refuses them.
    silent: u32,
    /// Whether this connection has brought a reply.
    has_replied: bool,
    /// Whether a byte has come since this connection was idle.
    has_heard: bool,
}

/// What the end of a connection means for the requests in flight on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// The server closed it before the first byte of any reply: the requests can be sent again on the next connection,
    /// if they may be served twice, since the server may also have been killed.
    Unanswered,
    /// They are lost.
    Lost,
}

impl Link {
    pub(super) fn new(now: Instant) -> Self {
        let past = PastRetries::default();
        Self { connection: None, due: now, past, silent: 0, has_replied: false, has_heard: false }
    }

    /// Whether there is no connection, not even an attempt.
    pub(super) fn is_down(&self) -> bool {
        self.connection.is_none()
    }

    /// Whether the next connection may be opened now.
    pub(super) fn may_open(&self, now: Instant) -> bool {
        self.is_down() && self.due <= now
    }

    /// Whether the connection is established.
    pub(super) fn is_up(&self) -> bool {
        self.connection.as_ref().is_some_and(|connection| !connection.is_connecting())
    }

    /// The connection, if it is established.
    pub(super) fn up(&mut self) -> Option<&mut ClientConnection> {
        self.connection.as_mut().filter(|connection| !connection.is_connecting())
    }

    /// Whether the connection is established, and the system has taken all that was sent on it.
    pub(super) fn is_up_and_flushed(&self) -> bool {
        self.is_up() && self.connection.as_ref().is_some_and(ClientConnection::is_flushed)
    }

    /// Connections in a row without a word from the server.
    pub(super) fn silent(&self) -> u32 {
        self.silent
    }

    /// What to wait for.
    pub(super) fn poll_entry(&self) -> PollFd {
        self.connection.as_ref().map_or(PollFd::UNUSED, ClientConnection::poll_entry)
    }

    /// When there is something to do even if the connection is not ready: to open one, or to give an attempt up.
    pub(super) fn due(&self) -> Option<Instant> {
        (!self.is_up()).then_some(self.due)
    }

    /// Goes on with this connection, which must be established before the deadline.
    pub(super) fn open(&mut self, connection: ClientConnection, deadline: Instant) {
        (self.connection, self.due) = (Some(connection), deadline);
    }

    /// Asks how an attempt to connect has ended, if it has. `looked` is when the poll began that has filled in `entry`.
    ///
    /// Returns whether it has just succeeded.
    pub(super) fn advance(&mut self, entry: &PollFd, looked: Instant) -> Result<bool, Broken> {
        match &mut self.connection {
            Some(connection) if connection.is_connecting() && entry.is_writable() => {
                connection.finish_connecting().map(|()| true)
            }
            Some(connection) if connection.is_connecting() && self.due <= looked => {
                Err(Broken::Connect(ErrorKind::TimedOut.into()))
            }
            _ => Ok(false),
        }
    }

    /// One read, as [`ClientConnection::read`].
    pub(super) fn read(&mut self, room: &mut [u8]) -> Result<usize, Broken> {
        let count = self.up().map_or(Ok(0), |connection| connection.read(room))?;
        self.has_heard |= count > 0;
        Ok(count)
    }

    /// To be called before the first request is sent on an idle connection.
    pub(super) fn begin_to_wait(&mut self) {
        self.has_heard = false;
    }

    /// To be called for each message that answers a request: there is a server.
    pub(super) fn on_reply(&mut self) {
        (self.has_replied, self.past, self.silent) = (true, PastRetries::default(), 0);
    }

    /// Ends a connection that has done its work.
    pub(super) fn hang_up(&mut self) {
        self.connection = None;
    }

    /// The connection, or the attempt to open one, is of no more use. If it has brought a reply, the next may be opened
    /// at once.
    pub(super) fn on_broken(&mut self, why: &Broken, now: Instant, retries: &mut Retries) -> Ended {
        let was_up = self.is_up();
        self.connection = None;
        self.due = now;
        if !std::mem::take(&mut self.has_replied) {
            self.silent = if matches!(why, Broken::Refused) { 0 } else { self.silent.saturating_add(1) };
            self.due = deadline::after(now, retries.wait_to_connect(&mut self.past));
        }
        let has_heard = std::mem::take(&mut self.has_heard);
        let is_closed = was_up && matches!(why, Broken::Ended | Broken::Io(_));
        if is_closed && !has_heard { Ended::Unanswered } else { Ended::Lost }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::retry::{Backoff, Jitter};
    use std::time::Duration;

    #[test]
    fn the_waits_between_connections_grow_until_one_of_them_brings_a_reply() {
        let backoff = Backoff { jitter: Jitter::None, ..Backoff::default() };
        let (now, mut retries) = (Instant::now(), Retries { backoff, ..Retries::new(0) });
        let mut link = Link::new(now);
        assert!(link.may_open(now));
        for round in [1, 2] {
            for (number, wait) in (1..).zip([10, 20, 40, 80]) {
                link.on_broken(&Broken::Ended, now, &mut retries);
                assert_eq!(link.due(), Some(now + Duration::from_millis(wait)), "round {round}");
                assert_eq!((link.silent(), link.may_open(now)), (number, false), "round {round}");
            }
            link.on_reply();
            link.on_broken(&Broken::Ended, now, &mut retries);
            assert!(link.may_open(now) && link.silent() == 0, "it has replied, so it may be asked at once");
        }
    }

    #[test]
    fn a_server_that_says_no_is_there_and_is_waited_for_all_the_same() {
        let (now, mut retries) = (Instant::now(), Retries::new(0));
        let mut link = Link::new(now);
        link.on_broken(&Broken::Ended, now, &mut retries);
        link.on_broken(&Broken::Refused, now, &mut retries);
        assert_eq!((link.silent(), link.past.count), (0, 2));
    }
}
