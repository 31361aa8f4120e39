//! One connection of an open loop. It has at most one request outstanding, after the manner of wrk2.
//!
//! So a request whose time has come may find no connection free. It is then sent late, and its corrected
//! latency says so. A reply that does not come in time costs the connection: a late one must not be taken
//! for the next.

use super::connection::{Broken, Connection, ENOUGH_READS, Reply};
use super::link::{Ended, Link};
use super::moments::Moments;
use super::open_tally::OpenTally;
use super::retries::Retries;
use super::run::earlier;
use super::workload::Workload;
use crate::deadline;
use crate::net::envelope::MessageType;
use crate::net::error_code::ErrorCode;
use crate::net::frame::error_of;
use crate::net::sys::PollFd;
use crate::net::wall_ms;
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// What all lanes share: the rules, the time and the counts.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) address: SocketAddr,
    /// A socket that is connected already, for the lane that connects first.
    pub(super) connected: Option<TcpStream>,
    pub(super) workload: Workload,
    pub(super) timeout: Duration,
    /// How long to wait between connections.
    pub(super) retries: Retries,
    pub(super) tally: OpenTally,
    /// When the schedule's duration is over.
    pub(super) end: Instant,
    /// The monotonic clock, as of the last look.
    pub(super) now: Instant,
    /// When the last poll began: what was there by then has been reported. A verdict on what is not there needs this.
    pub(super) looked: Instant,
}

impl Desk {
    fn connect(&mut self) -> Result<Connection, Broken> {
        self.connected.take().map_or_else(|| Connection::open(self.address), Connection::of)
    }
}

/// A connection and the request it carries.
#[derive(Debug)]
pub(super) struct Lane {
    number: usize,
    link: Link,
    /// From when on the connection has had nothing outstanding.
    free_since: Instant,
    request: Option<Outstanding>,
}

/// A request without an outcome. If the lane has no connection, it is to be sent once more on the next.
#[derive(Debug, Clone, Copy)]
struct Outstanding {
    request_id: u64,
    moments: Moments,
    is_resent: bool,
}

impl Lane {
    pub(super) fn new(number: usize, now: Instant) -> Self {
        Self { number, link: Link::new(now), free_since: now, request: None }
    }

    pub(super) fn is_free(&self) -> bool {
        self.link.is_up() && self.request.is_none()
    }

    pub(super) fn is_busy(&self) -> bool {
        self.request.is_some()
    }

    /// What to wait for.
    pub(super) fn poll_entry(&self) -> PollFd {
        self.link.poll_entry()
    }

    /// When to take a turn even if the connection is not ready.
    pub(super) fn due(&self, timeout: Duration) -> Option<Instant> {
        earlier(self.link.due(), self.reply_due(timeout))
    }

    fn reply_due(&self, timeout: Duration) -> Option<Instant> {
        self.request.map(|request| deadline::after(request.moments.sent, timeout))
    }

    /// Sends the request with this id, which was due at `intended`. The lane must be free.
    pub(super) fn send(&mut self, request_id: u64, intended: Instant, desk: &mut Desk) {
        debug_assert!(self.is_free(), "a lane that is not free cannot send");
        self.put(request_id, desk);
        desk.now = Instant::now();
        let moments = Moments { intended, free: self.free_since, sent: desk.now };
        desk.tally.on_sent(self.number, &moments);
        self.request = Some(Outstanding { request_id, moments, is_resent: false });
        if let Err(why) = self.flush() {
            self.on_broken(&why, desk);
        }
    }

    fn put(&mut self, request_id: u64, desk: &Desk) {
        self.link.begin_to_wait();
        if let Some(connection) = self.link.up() {
            desk.workload.put(connection.outbox(), request_id, wall_ms());
        }
    }

    fn flush(&mut self) -> Result<(), Broken> {
        self.link.up().map_or(Ok(()), Connection::flush)
    }

    /// Does whatever can be done now without waiting: connect, receive, give up what is overdue.
    pub(super) fn turn(&mut self, entry: &PollFd, room: &mut [u8], desk: &mut Desk) {
        if let Err(why) = self.advance(entry, room, desk) {
            self.on_broken(&why, desk);
        }
    }

    fn advance(&mut self, entry: &PollFd, room: &mut [u8], desk: &mut Desk) -> Result<(), Broken> {
        if self.link.may_open(desk.now) {
            self.link.open(desk.connect()?, deadline::after(desk.now, desk.timeout));
        } else if self.link.advance(entry, desk.looked)? {
            self.free_since = desk.now;
            if let Some(request) = &mut self.request {
                request.is_resent = true;
                let request_id = request.request_id;
                self.put(request_id, desk);
            }
        } else if entry.is_readable() {
            self.receive(room, desk)?;
        }
        if self.is_overdue(desk) {
            return Err(Broken::TimedOut);
        }
        self.flush()
    }

    fn receive(&mut self, room: &mut [u8], desk: &mut Desk) -> Result<(), Broken> {
        for _ in 0..ENOUGH_READS {
            let count = self.link.read(room)?;
            desk.now = Instant::now(); // when the reply was there
            self.take_in(&room[..count], desk)?;
            // The rest of what has come may end a reply that seems to be overdue.
            if count < room.len() || !self.is_overdue(desk) {
                break;
            }
        }
        Ok(())
    }

    fn take_in(&mut self, fresh: &[u8], desk: &mut Desk) -> Result<(), Broken> {
        let Self { number, link, request, free_since } = self;
        let Some(connection) = link.up() else { return Ok(()) };
        let (mut has_replied, mut is_refused) = (false, false);
        connection.take_in(fresh, desk.workload.max_reply(), |reply| {
            match request.take() {
                Some(Outstanding { request_id, moments, .. }) => {
                    is_refused |= !settle(*number, request_id, &moments, &reply, desk);
                    has_replied = true;
                }
                // Refused as a whole before it was used, or sent something that nobody asked for.
                None => {
                    let describe =
                        || describe_error(&reply).unwrap_or_else(|| "a reply to no request".to_owned());
                    desk.tally.note(describe);
                    is_refused = true;
                }
            }
            *free_since = desk.now;
        })?;
        if is_refused {
            return Err(Broken::Refused);
        }
        if has_replied {
            link.on_reply();
        }
        Ok(())
    }

    /// Whether a look at the socket, after the reply's time was over, has not found it.
    fn is_overdue(&self, desk: &Desk) -> bool {
        self.reply_due(desk.timeout).is_some_and(|due| due <= desk.looked)
    }

    /// The connection is of no more use: settles what it carried. The next is opened after a while.
    fn on_broken(&mut self, why: &Broken, desk: &mut Desk) {
        let was_up = self.link.is_up();
        let ended = self.link.on_broken(why, desk.now, &mut desk.retries);
        match &self.request {
            Some(request) if ended == Ended::Unanswered && !request.is_resent => desk.tally.resent += 1,
            Some(_) => {
                self.request = None;
                desk.tally.on_lost(self.number, || why.to_string());
            }
            None if !was_up => desk.tally.note(|| why.to_string()),
            None => {} // it has said so already, or had nothing to do and the server may close it
        }
    }
}

/// What a message means for the request that is outstanding. Returns whether the connection can be used further.
fn settle(number: usize, request_id: u64, moments: &Moments, reply: &Reply<'_>, desk: &mut Desk) -> bool {
    let found = reply.header.request_id;
    if reply.msg_type != MessageType::Error {
        if found == request_id && desk.workload.is_answer(request_id, reply.msg_type, reply.payload) {
            desk.tally.on_served(number, moments, desk.now, desk.now <= desk.end);
            return true;
        }
        desk.tally.on_failed(number, || format!("the reply to request {request_id} has the wrong bytes"));
        return false;
    }
    let describe = || describe_error(reply).unwrap_or_else(|| "an ERROR without a text".to_owned());
    let code = error_of(reply.payload).and_then(|(code, _)| ErrorCode::from_u16(code));
    match code {
        Some(ErrorCode::Busy) => desk.tally.on_refused(number, moments, desk.now),
        _ => desk.tally.on_failed(number, describe),
    }
    let lives = found == request_id && code.is_some_and(|code| !code.closes_connection());
    if !lives {
        desk.tally.note(describe); // the connection itself is refused
    }
    lives
}

fn describe_error(reply: &Reply<'_>) -> Option<String> {
    let (code, text) = error_of(reply.payload).filter(|_| reply.msg_type == MessageType::Error)?;
    let name = ErrorCode::from_u16(code).map_or("unknown", ErrorCode::name);
    Some(format!("the server answered {name} ({code}): {text}"))
}
