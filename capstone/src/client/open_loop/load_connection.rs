//! One connection of an open loop. It has at most one request outstanding, as in wrk2.
//!
//! So a request that is due may find no connection free. It is then sent late, and its corrected latency includes the
//! delay. A reply that does not come in time costs the connection: a late reply must not be taken for the next one.

use super::tally::OpenTally;
use super::timestamps::Timestamps;
use crate::client::connection::{Broken, ClientConnection, ENOUGH_READS, Reply};
use crate::client::link::{Ended, Link};
use crate::client::retry::Retries;
use crate::client::workload::Workload;
use crate::deadline;
use crate::net::envelope::MessageType;
use crate::net::error_code::ErrorCode;
use crate::net::frame::error_of;
use crate::net::sys::PollFd;
use crate::net::wall_ms;
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// What all connections share: the rules, the time and the counts.
#[derive(Debug)]
pub(super) struct OpenRun {
    pub(super) address: SocketAddr,
    /// A socket that is connected already, for the first connection.
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
    /// When the last poll began: replies that were there by then have been reported. Whether a reply is overdue depends
    /// on this.
    pub(super) looked: Instant,
}

impl OpenRun {
    fn connect(&mut self) -> Result<ClientConnection, Broken> {
        self.connected.take().map_or_else(|| ClientConnection::open(self.address), ClientConnection::of)
    }
}

/// A link to the server and the request that it carries.
#[derive(Debug)]
pub(super) struct LoadConnection {
    number: usize,
    link: Link,
    /// From when on the connection has had nothing outstanding.
    free_since: Instant,
    request: Option<Outstanding>,
}

/// A request without an outcome. While the link is down, it waits to be sent once more.
#[derive(Debug, Clone, Copy)]
struct Outstanding {
    request_id: u64,
    timestamps: Timestamps,
    is_resent: bool,
}

impl LoadConnection {
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
        deadline::earlier(self.link.due(), self.reply_due(timeout))
    }

    fn reply_due(&self, timeout: Duration) -> Option<Instant> {
        self.request.map(|request| deadline::after(request.timestamps.sent, timeout))
    }

    /// Sends the request with this id, which was due at `intended`. The connection must be free.
    pub(super) fn send(&mut self, request_id: u64, intended: Instant, run: &mut OpenRun) {
        debug_assert!(self.is_free(), "a connection that is not free cannot send");
        self.put(request_id, run);
        run.now = Instant::now();
        let timestamps = Timestamps { intended, free: self.free_since, sent: run.now };
        run.tally.on_sent(self.number, &timestamps);
        self.request = Some(Outstanding { request_id, timestamps, is_resent: false });
        if let Err(why) = self.flush() {
            self.on_broken(&why, run);
        }
    }

    fn put(&mut self, request_id: u64, run: &OpenRun) {
        self.link.begin_to_wait();
        if let Some(connection) = self.link.up() {
            run.workload.put(connection.outbox(), request_id, wall_ms());
        }
    }

    fn flush(&mut self) -> Result<(), Broken> {
        self.link.up().map_or(Ok(()), ClientConnection::flush)
    }

    /// Does whatever can be done now without waiting: connect, receive, give up what is overdue.
    pub(super) fn turn(&mut self, entry: &PollFd, room: &mut [u8], run: &mut OpenRun) {
        if let Err(why) = self.advance(entry, room, run) {
            self.on_broken(&why, run);
        }
    }

    fn advance(&mut self, entry: &PollFd, room: &mut [u8], run: &mut OpenRun) -> Result<(), Broken> {
        if self.link.may_open(run.now) {
            self.link.open(run.connect()?, deadline::after(run.now, run.timeout));
        } else if self.link.advance(entry, run.looked)? {
            self.free_since = run.now;
            if let Some(request) = &mut self.request {
                request.is_resent = true;
                let request_id = request.request_id;
                self.put(request_id, run);
            }
        } else if entry.is_readable() {
            self.receive(room, run)?;
        }
        if self.is_overdue(run) {
            return Err(Broken::TimedOut);
        }
        self.flush()
    }

    fn receive(&mut self, room: &mut [u8], run: &mut OpenRun) -> Result<(), Broken> {
        for _ in 0..ENOUGH_READS {
            let count = self.link.read(room)?;
            run.now = Instant::now(); // when the reply was there
            self.take_in(&room[..count], run)?;
            // The rest of the bytes may complete a reply that seems to be overdue.
            if count < room.len() || !self.is_overdue(run) {
                break;
            }
        }
        Ok(())
    }

    fn take_in(&mut self, fresh: &[u8], run: &mut OpenRun) -> Result<(), Broken> {
        let Self { number, link, request, free_since } = self;
        let Some(connection) = link.up() else { return Ok(()) };
        let (mut has_replied, mut is_refused) = (false, false);
        connection.take_in(fresh, run.workload.max_reply(), |reply| {
            match request.take() {
                Some(Outstanding { request_id, timestamps, .. }) => {
                    is_refused |= !settle(*number, request_id, &timestamps, &reply, run);
                    has_replied = true;
                }
                // Refused as a whole before it was used, or sent something unasked.
                None => {
                    let describe =
                        || describe_error(&reply).unwrap_or_else(|| "a reply to no request".to_owned());
                    run.tally.note(describe);
                    is_refused = true;
                }
            }
            *free_since = run.now;
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
    fn is_overdue(&self, run: &OpenRun) -> bool {
        self.reply_due(run.timeout).is_some_and(|due| due <= run.looked)
    }

    /// The connection has ended: settles the request on it. The next is opened after a while.
    fn on_broken(&mut self, why: &Broken, run: &mut OpenRun) {
        let was_up = self.link.is_up();
        let ended = self.link.on_broken(why, run.now, &mut run.retries);
        match &self.request {
            Some(request) if ended == Ended::Unanswered && !request.is_resent => run.tally.resent += 1,
            Some(_) => {
                self.request = None;
                run.tally.on_lost(self.number, || why.to_string());
            }
            None if !was_up => run.tally.note(|| why.to_string()),
            None => {} // it has said so already, or had nothing to do and the server may close it
        }
    }
}

/// What a message means for the request that is outstanding. Returns whether the connection can be used further.
fn settle(
    number: usize,
    request_id: u64,
    timestamps: &Timestamps,
    reply: &Reply<'_>,
    run: &mut OpenRun,
) -> bool {
    let found = reply.header.request_id;
    if reply.msg_type != MessageType::Error {
        if found == request_id && run.workload.is_answer(request_id, reply.msg_type, reply.payload) {
            run.tally.on_served(number, timestamps, run.now, run.now <= run.end);
            return true;
        }
        run.tally.on_failed(number, || format!("the reply to request {request_id} has the wrong bytes"));
        return false;
    }
    let describe = || describe_error(reply).unwrap_or_else(|| "an ERROR without a text".to_owned());
    let code = error_of(reply.payload).and_then(|(code, _)| ErrorCode::from_u16(code));
    match code {
        Some(ErrorCode::Busy) => run.tally.on_refused(number, timestamps, run.now),
        _ => run.tally.on_failed(number, describe),
    }
    let lives = found == request_id && code.is_some_and(|code| !code.closes_connection());
    if !lives {
        run.tally.note(describe); // the connection itself is refused
    }
    lives
}

fn describe_error(reply: &Reply<'_>) -> Option<String> {
    let (code, text) = error_of(reply.payload).filter(|_| reply.msg_type == MessageType::Error)?;
    let name = ErrorCode::from_u16(code).map_or("unknown", ErrorCode::name);
    Some(format!("the server answered {name} ({code}): {text}"))
}
