//! One client: its requests, and the connection that carries them.
//!
//! A connection is opened when there is something to send and no connection, so the client of a server that died
//! connects again by itself. If as many connections in a row as one request may have retries bring no byte of the
//! server, the client gives up: a run against a dead server ends.

use super::requests::{Requests, Rest};
use super::run::ClosedRun;
use crate::client::account::Attempt;
use crate::client::connection::{Broken, ENOUGH_READS};
use crate::client::link::Link;
use crate::deadline;
use crate::net::sys::PollFd;
use std::time::{Duration, Instant};

/// How long a client that has all its replies listens for one too many.
const LISTEN: Duration = Duration::from_secs(1);

/// One client.
#[derive(Debug)]
pub(super) struct Session {
    requests: Requests,
    link: Link,
    /// Everything is sent and answered; the client waits for the end of the stream until then.
    listens_until: Option<Instant>,
}

impl Session {
    /// Client number `client`, with at most `depth` requests at a time.
    pub(super) fn new(client: usize, depth: usize, rest: Rest, now: Instant) -> Self {
        let requests = Requests::new(client, depth, rest);
        Self { requests, link: Link::new(now), listens_until: None }
    }

    /// Sends nothing new, and ends once every reply is there. If there is no connection yet, it opens none.
    pub(super) fn leave(&mut self) {
        self.requests.leave();
        if self.requests.are_done() && !self.link.is_up() {
            self.link.hang_up();
        }
    }

    /// Whether the client has left.
    pub(super) fn is_over(&self) -> bool {
        self.requests.are_done() && self.link.is_down()
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
    /// Nothing, while all requests wait for another attempt. In an overload nearly every client does, and poll would
    /// look at each of them each time: more work than for all the others.
    pub(super) fn poll_entry(&self) -> PollFd {
        if self.is_resting() { PollFd::UNUSED } else { self.link.poll_entry() }
    }

    /// Whether there is a connection, and nothing to be heard or done on it now.
    fn is_resting(&self) -> bool {
        self.link.is_up_and_flushed()
            && !self.requests.await_replies()
            && !self.requests.want_to_send()
            && !self.requests.are_done()
    }

    /// When to take a turn even if the connection is not ready.
    pub(super) fn due(&self) -> Option<Instant> {
        let needs_none = self.link.is_down() && !self.requests.want_to_send();
        let link = if needs_none { None } else { self.link.due() };
        deadline::earlier(self.requests.due(), deadline::earlier(link, self.listens_until))
    }

    /// Does whatever can be done now without waiting: receive, give up what is overdue, send.
    pub(super) fn turn(&mut self, entry: &PollFd, room: &mut [u8], run: &mut ClosedRun) {
        if let Err(why) = self.receive(entry, room, run) {
            self.on_broken(&why, run);
        }
        if self.due().is_some_and(|due| due <= run.now) {
            self.expire(run);
        }
        if let Err(why) = self.send(run) {
            self.on_broken(&why, run);
        }
    }

    fn receive(&mut self, entry: &PollFd, room: &mut [u8], run: &mut ClosedRun) -> Result<(), Broken> {
        // Poll was not asked about a client that rested. Has the server closed the connection meanwhile?
        let unknown = self.is_resting();
        self.link.advance(entry, run.looked)?;
        if !entry.is_readable() && !unknown {
            return Ok(());
        }
        for _ in 0..ENOUGH_READS {
            let count = self.link.read(room)?;
            run.now = Instant::now();
            run.own_delay = run.now - run.polled;
            let result = self.take_in(&room[..count], run);
            run.own_delay = Duration::ZERO;
            result?;
            // One read a turn is fair to the others. But what may be overdue may also be in the rest of what has come.
            if count < room.len() || !self.requests.may_be_overdue(run) {
                break;
            }
        }
        Ok(())
    }

    fn take_in(&mut self, fresh: &[u8], run: &mut ClosedRun) -> Result<(), Broken> {
        let Self { requests, link, .. } = self;
        let Some(connection) = link.up() else { return Ok(()) };
        let (mut has_replied, max_reply) = (false, run.workload.max_reply());
        connection.take_in(fresh, max_reply, |reply| {
            has_replied = true;
            requests.on_reply(&reply, run);
        })?;
        if std::mem::take(&mut requests.connection_refused) {
            return Err(Broken::Refused);
        }
        if has_replied {
            link.on_reply();
        }
        Ok(())
    }

    fn expire(&mut self, run: &mut ClosedRun) {
        self.requests.expire(run);
        if self.listens_until.take_if(|until| *until <= run.looked).is_some() {
            self.link.hang_up();
        }
    }

    fn send(&mut self, run: &mut ClosedRun) -> Result<(), Broken> {
        if self.requests.want_to_send() && self.link.may_open(run.now) {
            self.link.open(run.connect()?, deadline::after(run.now, run.timeout));
            return Ok(());
        }
        if !self.requests.await_replies() {
            self.link.begin_to_wait();
        }
        let Some(connection) = self.link.up() else { return Ok(()) };
        while let Some(request_id) = self.requests.next_attempt(run) {
            run.workload.put(connection.outbox(), request_id, run.wall_ms);
        }
        connection.flush()?;
        self.end_if_done(run);
        Ok(())
    }

    /// With every reply there, tells the server so and waits for its end of the stream: a reply too many
    /// would come before it.
    fn end_if_done(&mut self, run: &ClosedRun) {
        if let (Some(connection), true, None) = (self.link.up(), self.requests.are_done(), self.listens_until)
        {
            connection.half_close();
            self.listens_until = Some(deadline::after(run.now, run.timeout.min(LISTEN)));
        }
    }

    /// The connection has ended: settles the requests on it. The next is opened if one is needed.
    fn on_broken(&mut self, why: &Broken, run: &mut ClosedRun) {
        self.listens_until = None;
        let ended = self.link.on_broken(why, run.now, &mut run.retries);
        let resends = self.requests.on_broken(why, ended, run);
        if !resends && !self.requests.are_done() && self.link.silent() > run.retries.limit {
            self.requests.give_up(why, run);
        }
    }
}
