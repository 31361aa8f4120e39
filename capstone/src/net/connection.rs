//! One client: its socket, the bytes on their way in and out, and how far its ending has come.
//!
//! A connection decides nothing about requests. It knows its own limits: when it may be read, when it has waited too
//! long, and the order of an ending, in which every reply goes out before the socket closes.

use super::buffer::Buffer;
use super::config::ServerConfig;
use super::metrics::CloseReason;
use super::sys::PollFd;
use super::timers::Appointment;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

/// A connection that holds this many bytes of requests in flight and replies not yet written is not read. The frame
/// that reaches the limit comes on top.
const MAX_HELD: usize = 1 << 20;

/// How long a half-closed connection is read, so that the client can read our last word. Closing at once, with unread
/// bytes in the system's buffer, would send a reset, and a reset destroys what the client has not read yet.
const LINGER: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(super) struct Connection {
    stream: TcpStream,
    /// For the log.
    pub(super) peer: SocketAddr,
    phase: Phase,
    /// Whether it counts among the connections served. A refused one only lingers.
    pub(super) admitted: bool,
    /// Whether the client has ended its stream.
    at_end: bool,
    /// Read, and not yet decoded: the beginning of a frame, or whole frames while the connection is at a limit.
    pub(super) inbox: Buffer,
    /// Bytes of a refused frame that are still to come, and to be dropped.
    to_skip: usize,
    /// Replies not yet written.
    pub(super) outbox: Buffer,
    /// Requests in the pool.
    pub(super) in_flight: usize,
    /// The size of their frames, in bytes.
    in_flight_bytes: usize,
    /// When the last byte went in either direction.
    last_activity: Instant,
    /// Since when the system has taken no byte of the outbox.
    stuck_since: Option<Instant>,
    frame_clock: FrameClock,
    pub(super) appointment: Appointment,
    /// Whether it is in the server's list of connections to settle.
    pub(super) touched: bool,
}

/// How far the ending of a connection has come.
#[derive(Debug)]
enum Phase {
    /// Requests are read.
    Open,
    /// Requests are not read any more; the replies to those in flight, then these bytes, then the half-close.
    Ending { last_words: Vec<u8>, reason: CloseReason },
    /// We have ended our side. What the client still sends is dropped, until it ends its own or time is up.
    Lingering { until: Instant, reason: CloseReason },
}

/// When the frame that has begun must be complete. The clock stops while the connection is not read.
#[derive(Debug, Default)]
struct FrameClock {
    deadline: Option<Instant>,
    paused_at: Option<Instant>,
}

/// What a deadline was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overdue {
    /// A word from the client.
    Activity,
    /// The rest of a frame.
    Frame,
    /// A byte taken by the client.
    Write,
    /// The end of the client's stream, after ours.
    Linger,
}

/// What a read brought.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Input {
    Bytes(usize),
    /// Nothing now: the readiness was spurious.
    Nothing,
    End,
}

impl Connection {
    pub(super) fn new(stream: TcpStream, peer: SocketAddr, now: Instant) -> Self {
        Self {
            stream,
            peer,
            phase: Phase::Open,
            admitted: true,
            at_end: false,
            inbox: Buffer::default(),
            to_skip: 0,
            outbox: Buffer::default(),
            in_flight: 0,
            in_flight_bytes: 0,
            last_activity: now,
            stuck_since: None,
            frame_clock: FrameClock::default(),
            appointment: Appointment::default(),
            touched: false,
        }
    }

    /// A connection over the limit: it hears why, and that is all.
    pub(super) fn refused(stream: TcpStream, peer: SocketAddr, now: Instant, last_words: Vec<u8>) -> Self {
        let phase = Phase::Ending { last_words, reason: CloseReason::Eof };
        Self { phase, admitted: false, ..Self::new(stream, peer, now) }
    }

    /// One read into `room`. One only: a client that sends without pause must not keep the loop from the others.
    ///
    /// # Errors
    ///
    /// If the connection is broken.
    pub(super) fn read(&mut self, room: &mut [u8], now: Instant) -> io::Result<Input> {
        match (&self.stream).read(room) {
            Ok(0) => {
                self.at_end = true;
                Ok(Input::End)
            }
            Ok(count) => {
                self.last_activity = now;
                Ok(Input::Bytes(count))
            }
            Err(error) if is_passing(&error) => Ok(Input::Nothing),
            Err(error) => Err(error),
        }
    }

    /// Writes as much of the outbox as the system takes, and returns how many bytes that was.
    ///
    /// # Errors
    ///
    /// If the connection is broken.
    pub(super) fn flush(&mut self, now: Instant) -> io::Result<usize> {
        let mut written = 0;
        while !self.outbox.is_empty() {
            match (&self.stream).write(self.outbox.bytes()) {
                Ok(count) => {
                    self.outbox.consume(count);
                    written += count;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) => return Err(error),
            }
        }
        if written > 0 {
            self.last_activity = now;
            self.stuck_since = None;
        }
        if !self.outbox.is_empty() {
            self.stuck_since.get_or_insert(now);
        }
        Ok(written)
    }

    /// Whether one more request may be decoded.
    pub(super) fn may_take_request(&self, config: &ServerConfig) -> bool {
        matches!(self.phase, Phase::Open)
            && self.in_flight < config.max_in_flight
            && self.in_flight_bytes + self.outbox.len() < MAX_HELD
    }

    pub(super) fn begin_request(&mut self, frame_len: usize) {
        self.in_flight += 1;
        self.in_flight_bytes += frame_len;
    }

    pub(super) fn end_request(&mut self, frame_len: usize) {
        self.in_flight -= 1;
        self.in_flight_bytes -= frame_len;
    }

    /// Reads no more requests; closes after the replies to those in flight and `last_words`. The first call counts.
    pub(super) fn end(&mut self, last_words: Vec<u8>, reason: CloseReason) {
        if self.is_open() {
            self.phase = Phase::Ending { last_words, reason };
            self.inbox.clear();
        }
    }

    pub(super) fn is_open(&self) -> bool {
        matches!(self.phase, Phase::Open)
    }

    /// Whether everything that the client is owed has been written.
    pub(super) fn is_quiet(&self) -> bool {
        self.in_flight == 0 && self.outbox.is_empty()
    }

    /// Takes the next step of an ending, if its time has come. Returns why to close, when it is time for that.
    ///
    /// Call it after [`flush`](Self::flush), with all that can be decoded decoded; it may put bytes into the outbox,
    /// which call for another flush and another step.
    pub(super) fn step(&mut self, now: Instant) -> Option<CloseReason> {
        let is_quiet = self.is_quiet();
        match &mut self.phase {
            Phase::Open if self.at_end && is_quiet => {
                let in_frame = !self.inbox.is_empty() || self.to_skip > 0;
                Some(if in_frame { CloseReason::Truncated } else { CloseReason::Eof })
            }
            Phase::Ending { last_words, reason } if self.in_flight == 0 => {
                self.outbox.push(&std::mem::take(last_words));
                if !self.outbox.is_empty() {
                    return None;
                }
                let reason = *reason;
                // Both sides have ended, or there is no connection any more: nothing to linger for.
                if self.at_end || self.stream.shutdown(Shutdown::Write).is_err() {
                    return Some(reason);
                }
                self.phase = Phase::Lingering { until: now + LINGER, reason };
                None
            }
            Phase::Lingering { until, reason } if self.at_end || *until <= now => Some(*reason),
            _ => None,
        }
    }

    /// A refused frame of `len` bytes begins here: none of them will be looked at.
    pub(super) fn begin_skip(&mut self, len: usize) {
        self.to_skip = len;
    }

    /// Drops up to `available` bytes of a refused frame. Returns how many.
    pub(super) fn skip(&mut self, available: usize) -> usize {
        let skipped = self.to_skip.min(available);
        self.to_skip -= skipped;
        if skipped > 0 && self.to_skip == 0 {
            self.end_frame();
        }
        skipped
    }

    /// Whether a refused frame is not past yet.
    pub(super) fn is_skipping(&self) -> bool {
        self.to_skip > 0
    }

    /// The frame at the front is complete: what follows has a clock of its own.
    pub(super) fn end_frame(&mut self) {
        self.frame_clock = FrameClock::default();
    }

    /// Starts or stops the clock of the frame that has begun, if one has. Call it when the inbox has changed.
    pub(super) fn run_frame_clock(&mut self, config: &ServerConfig, now: Instant) {
        let is_paused = !self.may_take_request(config);
        let clock = &mut self.frame_clock;
        if !matches!(self.phase, Phase::Open) || (self.inbox.is_empty() && self.to_skip == 0) {
            *clock = FrameClock::default();
        } else if is_paused {
            clock.paused_at.get_or_insert(now);
        } else {
            let paused = clock.paused_at.take().map_or(Duration::ZERO, |since| now - since);
            clock.deadline =
                clock.deadline.map(|deadline| deadline + paused).or(Some(now + config.frame_timeout));
        }
    }

    /// When to lose patience, and over what.
    pub(super) fn deadline(&self, config: &ServerConfig) -> Option<(Instant, Overdue)> {
        if let Phase::Lingering { until, .. } = self.phase {
            return Some((until, Overdue::Linger));
        }
        let write = self.stuck_since.map(|since| (since + config.write_timeout, Overdue::Write));
        let frame = self.frame_clock.deadline.filter(|_| self.frame_clock.paused_at.is_none());
        let frame = frame.map(|deadline| (deadline, Overdue::Frame));
        let idle = self.is_open() && !self.at_end && self.is_quiet() && frame.is_none();
        let idle = idle.then(|| (self.last_activity + config.idle_timeout, Overdue::Activity));
        [write, frame, idle].into_iter().flatten().min_by_key(|(at, _)| *at)
    }

    /// Whether there is anything to read it for.
    pub(super) fn wants_bytes(&self, config: &ServerConfig) -> bool {
        !self.at_end && (matches!(self.phase, Phase::Lingering { .. }) || self.may_take_request(config))
    }

    /// Whether the system has stopped taking bytes from the outbox.
    pub(super) fn is_stuck(&self) -> bool {
        self.stuck_since.is_some()
    }

    /// What poll has to watch.
    ///
    /// A connection that waits for nothing but its own jobs is left out of the set altogether: with an empty interest
    /// poll would go on reporting a hang-up, turn after turn, and the loop would spin until the job is done.
    pub(super) fn interest(&self, config: &ServerConfig) -> PollFd {
        let (readable, writable) = (self.wants_bytes(config), self.is_stuck());
        if readable || writable {
            PollFd::new(self.stream.as_fd(), readable, writable)
        } else {
            PollFd::UNUSED
        }
    }
}

/// Whether an error means no more than *not now*.
fn is_passing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted)
}
