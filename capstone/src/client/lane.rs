//! One connection of an open loop. It has at most one request outstanding, after the manner of wrk2.
//!
//! So a request whose time has come may find no connection free. It is then sent late, and its corrected
//! latency says so. A reply that does not come in time costs the connection: a late one must not be taken
//! for the next.

use super::backoff::Backoff;
use super::connection::{Broken, Connection, ENOUGH_READS, Reply};
use super::moments::Moments;
use super::open_tally::OpenTally;
use super::random::Random;
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
    pub(super) random: Random,
    pub(super) tally: OpenTally,
    /// When the schedule's duration is over.
    pub(super) end: Instant,
    /// The monotonic clock, as of the last look.
    pub(super) now: Instant,
    /// When the last poll began: what was there by then has been reported. A verdict on what is not there needs this.
    pub(super) looked: Instant,
}

/// A connection and the request it carries.
#[derive(Debug)]
pub(super) struct Lane {
    number: usize,
    connection: Option<Connection>,
    state: State,
    /// Connections that were not to be had, or refused as a whole, since the last that was of use.
    failures: u32,
}

#[derive(Debug, Clone, Copy)]
enum State {
    /// There is no connection until the next attempt begins.
    Down {
        until: Instant,
    },
    /// The attempt fails at the deadline.
    Connecting {
        deadline: Instant,
    },
    Free {
        since: Instant,
    },
    Busy {
        request_id: u64,
        moments: Moments,
    },
    /// The server has said its last word; only hanging up is left.
    Refused,
}

impl Lane {
    pub(super) fn new(number: usize, now: Instant) -> Self {
        Self { number, connection: None, state: State::Down { until: now }, failures: 0 }
    }

    pub(super) fn is_free(&self) -> bool {
        matches!(self.state, State::Free { .. })
    }

    pub(super) fn is_busy(&self) -> bool {
        matches!(self.state, State::Busy { .. })
    }

    /// What to wait for.
    pub(super) fn poll_entry(&self) -> PollFd {
        self.connection.as_ref().map_or(PollFd::UNUSED, Connection::poll_entry)
    }

    /// When to take a turn even if the connection is not ready.
    pub(super) fn due(&self, timeout: Duration) -> Option<Instant> {
        match self.state {
            State::Down { until } => Some(until),
            State::Connecting { deadline } => Some(deadline),
            State::Busy { moments, .. } => Some(deadline::after(moments.sent, timeout)),
            State::Free { .. } | State::Refused => None,
        }
    }

    /// Sends the request with this id, which was due at `intended`. The lane must be free.
    pub(super) fn send(&mut self, request_id: u64, intended: Instant, desk: &mut Desk) {
        let (State::Free { since: free }, Some(connection)) = (self.state, &mut self.connection) else {
            return debug_assert!(false, "a lane that is not free cannot send");
        };
        desk.workload.put(connection.outbox(), request_id, wall_ms());
        desk.now = Instant::now();
        let moments = Moments { intended, free, sent: desk.now };
        desk.tally.on_sent(self.number, &moments);
        self.state = State::Busy { request_id, moments };
        if let Err(why) = connection.flush() {
            self.hang_up(&why, desk);
        }
    }

    /// Does whatever can be done now without waiting: connect, receive, give up what is overdue.
    pub(super) fn turn(&mut self, entry: &PollFd, room: &mut [u8], desk: &mut Desk) {
        if let Err(why) = self.advance(entry, room, desk) {
            self.hang_up(&why, desk);
        }
    }

    fn advance(&mut self, entry: &PollFd, room: &mut [u8], desk: &mut Desk) -> Result<(), Broken> {
        match (self.state, &mut self.connection) {
            (State::Down { until }, _) if until <= desk.now => {
                self.state = State::Connecting { deadline: deadline::after(desk.now, desk.timeout) };
                let connected = desk.connected.take();
                self.connection =
                    Some(connected.map_or_else(|| Connection::open(desk.address), Connection::of)?);
            }
            (State::Connecting { .. }, Some(connection)) if entry.is_writable() => {
                connection.finish_connecting()?;
                self.state = State::Free { since: desk.now };
            }
            (State::Connecting { deadline }, _) if deadline <= desk.looked => {
                return Err(Broken::Connect(std::io::ErrorKind::TimedOut.into()));
            }
            (State::Free { .. } | State::Busy { .. }, Some(_)) => {
                if entry.is_readable() {
                    self.receive(room, desk)?;
                }
                if self.is_overdue(desk) {
                    return Err(Broken::TimedOut);
                }
                if let Some(connection) = &mut self.connection {
                    connection.flush()?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn receive(&mut self, room: &mut [u8], desk: &mut Desk) -> Result<(), Broken> {
        let max_payload = desk.workload.max_reply();
        for _ in 0..ENOUGH_READS {
            let Self { number, connection: Some(connection), state, .. } = self else { return Ok(()) };
            let count = connection.read(room)?;
            desk.now = Instant::now(); // when the reply was there
            connection.take_in(&room[..count], max_payload, |reply| {
                *state = settle(*number, *state, &reply, desk);
            })?;
            if matches!(state, State::Refused) {
                return Err(Broken::Ended);
            }
            self.failures = 0;
            // The rest of what has come may end a reply that seems to be overdue.
            if count < room.len() || !self.is_overdue(desk) {
                break;
            }
        }
        Ok(())
    }

    /// Whether a look at the socket, after the reply's time was over, has not found it.
    fn is_overdue(&self, desk: &Desk) -> bool {
        self.is_busy() && self.due(desk.timeout).is_some_and(|due| due <= desk.looked)
    }

    /// The connection is of no more use: settles what it carried, and plans the next.
    fn hang_up(&mut self, why: &Broken, desk: &mut Desk) {
        self.connection = None;
        match self.state {
            State::Busy { .. } => desk.tally.on_lost(self.number, || why.to_string()),
            State::Connecting { .. } => desk.tally.note(|| why.to_string()),
            _ => {} // it has said so already, or had nothing to do and the server may close it
        }
        self.failures += 1;
        let wait = Backoff::default().wait(self.failures, &mut desk.random);
        self.state = State::Down { until: deadline::after(desk.now, wait) };
    }
}

/// What a message makes of the request that is out, if one is: the lane's next state.
fn settle(number: usize, state: State, reply: &Reply<'_>, desk: &mut Desk) -> State {
    let free = State::Free { since: desk.now };
    let is_error = reply.msg_type == MessageType::Error;
    let (request_id, moments) = match state {
        State::Busy { request_id, moments } => (request_id, moments),
        // Refused as a whole before it was used, or sent something that nobody asked for.
        _ => {
            desk.tally.note(|| describe_error(reply).unwrap_or_else(|| "a reply to no request".to_owned()));
            return State::Refused;
        }
    };
    let found = reply.header.request_id;
    if !is_error {
        if found == request_id && desk.workload.is_answer(request_id, reply.msg_type, reply.payload) {
            desk.tally.on_served(number, &moments, desk.now, desk.now <= desk.end);
            return free;
        }
        desk.tally.on_failed(number, || format!("the reply to request {request_id} has the wrong bytes"));
        return State::Refused;
    }
    let describe = || describe_error(reply).unwrap_or_else(|| "an ERROR without a text".to_owned());
    let code = error_of(reply.payload).and_then(|(code, _)| ErrorCode::from_u16(code));
    match code {
        Some(ErrorCode::Busy) => desk.tally.on_refused(number, &moments, desk.now),
        _ => desk.tally.on_failed(number, describe),
    }
    if found == request_id && code.is_some_and(|code| !code.closes_connection()) {
        return free;
    }
    desk.tally.note(describe); // the connection itself is refused
    State::Refused
}

fn describe_error(reply: &Reply<'_>) -> Option<String> {
    let (code, text) = error_of(reply.payload).filter(|_| reply.msg_type == MessageType::Error)?;
    let name = ErrorCode::from_u16(code).map_or("unknown", ErrorCode::name);
    Some(format!("the server answered {name} ({code}): {text}"))
}
