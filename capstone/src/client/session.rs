//! One client: its requests, and the connection that carries them.
//!
//! A connection is opened when there is something to send and none, so the client of a server that died comes
//! back by itself. One that cannot connect tries again as often as one request may be tried again, and then
//! gives up: a run against a dead server ends.

use super::attempts::Attempt;
use super::connection::{Broken, Connection, ENOUGH_READS};
use super::requests::Requests;
use super::run::{Run, earlier};
use crate::deadline;
use crate::net::sys::PollFd;
use std::time::{Duration, Instant};

/// How long a client that has all its replies listens for one too many.
const LISTEN: Duration = Duration::from_secs(1);

/// One client.
#[derive(Debug)]
pub(super) struct Session {
    requests: Requests,
    connection: Option<Connection>,
    /// When the attempt to connect has taken too long; without a connection, when the next one begins; at the
    /// end, when to stop listening.
    deadline: Option<Instant>,
    /// Attempts to connect since the last that succeeded.
    failures: u32,
    /// Whether everything is sent and answered, and only the end of the stream is awaited.
    ending: bool,
}

impl Session {
    pub(super) fn new(requests: Requests) -> Self {
        Self { requests, connection: None, deadline: None, failures: 0, ending: false }
    }

    /// Sends nothing new; leaves once every reply is there. Without a connection yet, none will come.
    pub(super) fn leave(&mut self) {
        self.requests.leave();
        if self.connection.as_ref().is_some_and(Connection::is_connecting) {
            (self.connection, self.deadline) = (None, None);
        }
    }

    /// Whether the client has left.
    pub(super) fn is_over(&self) -> bool {
        self.requests.are_done() && self.connection.is_none()
    }

    /// Whether every request has found its end. The connection may be open still.
    pub(super) fn is_done(&self) -> bool {
        self.requests.are_done()
    }

    /// The attempts in flight.
    pub(super) fn in_flight(&self) -> impl Iterator<Item = Attempt> {
        self.requests.in_flight()
    }

    /// What to wait for.
    ///
    /// Nothing, while all requests wait for another attempt. In an overload that is nearly every client, and poll
    /// would look at each of them each time: more work than that of all the others.
    pub(super) fn poll_entry(&self) -> PollFd {
        match &self.connection {
            Some(connection) if !self.is_resting() => connection.poll_entry(),
            _ => PollFd::UNUSED,
        }
    }

    /// Whether there is a connection, and nothing to be heard or done on it now.
    fn is_resting(&self) -> bool {
        let can_rest = |connection: &Connection| !connection.is_connecting() && connection.is_flushed();
        self.connection.as_ref().is_some_and(can_rest)
            && self.requests.in_flight().next().is_none()
            && !self.requests.want_to_send()
            && !self.requests.are_done()
    }

    /// When to take a turn even if the connection is not ready.
    pub(super) fn due(&self) -> Option<Instant> {
        earlier(self.requests.due(), self.deadline)
    }

    /// Does whatever can be done now without waiting: receive, give up what is overdue, send.
    pub(super) fn turn(&mut self, entry: &PollFd, room: &mut [u8], run: &mut Run) {
        if let Err(why) = self.receive(entry, room, run) {
            self.hang_up(&why, run);
        }
        if self.due().is_some_and(|due| due <= run.now) {
            self.expire(run);
        }
        if let Err(why) = self.send(run) {
            self.hang_up(&why, run);
        }
    }

    fn receive(&mut self, entry: &PollFd, room: &mut [u8], run: &mut Run) -> Result<(), Broken> {
        // Poll was not asked about a client that rested. Has the server closed the connection meanwhile?
        let unknown = self.is_resting();
        let Self { connection: Some(connection), requests, .. } = self else { return Ok(()) };
        if connection.is_connecting() {
            if entry.is_writable() {
                connection.finish_connecting()?;
                (self.failures, self.deadline) = (0, None);
            }
            return Ok(());
        }
        if !entry.is_readable() && !unknown {
            return Ok(());
        }
        for _ in 0..ENOUGH_READS {
            let count = connection.read(room)?;
            run.now = Instant::now();
            run.own_delay = run.now - run.polled;
            let max_reply = run.workload.max_reply();
            let result =
                connection.take_in(&room[..count], max_reply, |reply| requests.on_reply(&reply, run));
            run.own_delay = Duration::ZERO;
            result?;
            if std::mem::take(&mut requests.connection_refused) {
                return Err(Broken::Ended);
            }
            // One read a turn is fair to the others. But what may be overdue may also be in the rest of what has come.
            if count < room.len() || !requests.may_be_overdue(run) {
                break;
            }
        }
        Ok(())
    }

    fn expire(&mut self, run: &mut Run) {
        self.requests.expire(run);
        let time = if self.connection.is_some() { run.looked } else { run.now };
        if self.deadline.take_if(|deadline| *deadline <= time).is_none() {
            return;
        }
        if self.ending {
            self.connection = None;
        } else if self.connection.is_some() {
            self.hang_up(&Broken::Connect(std::io::ErrorKind::TimedOut.into()), run);
        }
    }

    fn send(&mut self, run: &mut Run) -> Result<(), Broken> {
        match &mut self.connection {
            None if self.requests.want_to_send() && self.deadline.is_none() => {
                self.deadline = Some(deadline::after(run.now, run.timeout));
                self.connection = Some(run.connect()?);
            }
            Some(connection) if !connection.is_connecting() => {
                while let Some(request_id) = self.requests.next_attempt(run) {
                    run.workload.put(connection.outbox(), request_id, run.wall_ms);
                }
                connection.flush()?;
                self.end_if_done(run);
            }
            _ => {}
        }
        Ok(())
    }

    /// With every reply there, tells the server so and waits for its end of the stream: a reply too many
    /// would come before it.
    fn end_if_done(&mut self, run: &Run) {
        if let (Some(connection), true, false) = (&self.connection, self.requests.are_done(), self.ending) {
            connection.half_close();
            self.ending = true;
            self.deadline = Some(run.now + run.timeout.min(LISTEN));
        }
    }

    /// The connection is of no more use: settles what it carried, and plans the next if one is needed.
    fn hang_up(&mut self, why: &Broken, run: &mut Run) {
        self.connection = None;
        if !matches!(why, Broken::Connect(_)) {
            self.deadline = Some(run.now); // the next turn may connect at once
            return self.requests.on_broken(why, run);
        }
        self.deadline = None;
        self.failures += 1;
        if self.failures > run.retries.limit {
            return self.requests.give_up(why, run);
        }
        let wait = run.retries.backoff.wait(self.failures, &mut run.retries.random);
        self.deadline = Some(deadline::after(run.now, wait));
    }
}
