//! One client: its socket, its input and output, and how far it has been closed.
//!
//! A connection decides nothing about requests. It has limits of its own: when it may be read, and when it has waited
//! too long. `connection/ending.rs` closes it.

mod deadlines;
mod ending;
mod large_frame;
mod socket;

pub(super) use deadlines::Overdue;
pub(super) use socket::Input;

use super::buffer::Buffer;
use super::config::ServerConfig;
use super::frame::{Decoded, decode, len_of};
use super::metrics::CloseReason;
use super::spare::SpareMemory;
use super::sys::PollFd;
use super::timers::TimerEntry;
use deadlines::FrameClock;
use ending::Phase;
use large_frame::LargeFrame;
use socket::Socket;
use std::io;
use std::net::{SocketAddr, TcpStream};
use std::time::Instant;

/// A connection that holds this many bytes of requests in flight and replies not yet written is not read. The frame
/// that reaches the limit comes on top.
const MAX_HELD: usize = 1 << 20;

#[derive(Debug)]
pub(super) struct Connection {
    socket: Socket,
    /// For the log.
    pub(super) peer: SocketAddr,
    phase: Phase,
    /// Whether it counts among the connections served. A refused one only lingers.
    pub(super) admitted: bool,
    /// Read, and not yet decoded: the beginning of a frame, or whole frames while the connection is at a limit.
    pub(super) inbox: Buffer,
    /// A large frame that is on its way in. While there is one, the inbox is empty.
    large_frame: Option<LargeFrame>,
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
    pub(super) timer: TimerEntry,
    /// Whether it is in the server's list of connections to settle.
    pub(super) touched: bool,
    /// Whether the inbox has frames that must wait for the next turn, so that other connections get theirs.
    pub(super) budget_spent: bool,
}

impl Connection {
    pub(super) fn new(stream: TcpStream, peer: SocketAddr, now: Instant) -> Self {
        Self {
            socket: Socket::new(stream),
            peer,
            phase: Phase::Open,
            admitted: true,
            inbox: Buffer::default(),
            large_frame: None,
            to_skip: 0,
            outbox: Buffer::default(),
            in_flight: 0,
            in_flight_bytes: 0,
            last_activity: now,
            stuck_since: None,
            frame_clock: FrameClock::default(),
            timer: TimerEntry::default(),
            touched: false,
            budget_spent: false,
        }
    }

    /// A connection over the limit: it gets an error with the reason, and nothing else.
    pub(super) fn refused(stream: TcpStream, peer: SocketAddr, now: Instant, last_words: Vec<u8>) -> Self {
        let phase = Phase::Ending { last_words, reason: CloseReason::Eof };
        Self { phase, admitted: false, ..Self::new(stream, peer, now) }
    }

    /// One read: into `room`, or, if a large frame is on its way in, into that.
    ///
    /// # Errors
    ///
    /// If the connection is broken.
    pub(super) fn read(
        &mut self,
        room: &mut [u8],
        spare: &mut SpareMemory,
        now: Instant,
    ) -> io::Result<Input> {
        let input = match &mut self.large_frame {
            Some(frame) => frame.read(&mut self.socket, spare)?,
            None => self.socket.read(room)?,
        };
        if let Input::Bytes(_) = input {
            self.last_activity = now;
        }
        Ok(input)
    }

    /// Gives the frame that begins with `beginning` memory of its own, if it is a large one and sound so far, and a good
    /// piece of it is there. Returns whether it has: then these bytes are kept.
    pub(super) fn begin_large_frame(
        &mut self,
        beginning: &[u8],
        config: &ServerConfig,
        spare: &mut SpareMemory,
    ) -> bool {
        let is_sound = || matches!(decode(beginning, config.max_payload), Ok(Decoded::Partial));
        if self.is_open() && !self.is_skipping() && is_sound() {
            self.large_frame = len_of(beginning).and_then(|len| LargeFrame::begin(beginning, len, spare));
        }
        self.has_large_frame()
    }

    pub(super) fn has_large_frame(&self) -> bool {
        self.large_frame.is_some()
    }

    /// The large frame that was on its way in, if it is whole now and may be decoded.
    pub(super) fn take_large_frame(&mut self, config: &ServerConfig) -> Option<Vec<u8>> {
        let may_take = self.may_take_request(config);
        let frame = self.large_frame.take_if(|frame| frame.is_whole() && may_take)?;
        Some(frame.into_vec())
    }

    /// The bytes of the frame that has begun, as far as they are there.
    pub(super) fn frame_begun(&self) -> &[u8] {
        self.large_frame.as_ref().map_or(self.inbox.bytes(), LargeFrame::bytes)
    }

    /// Writes as much of the outbox as the system takes, and returns how many bytes that was.
    ///
    /// # Errors
    ///
    /// If the connection is broken.
    pub(super) fn flush(&mut self, now: Instant) -> io::Result<usize> {
        let written = self.socket.write(&mut self.outbox)?;
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
        self.is_open()
            && !self.budget_spent
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

    /// Whether every reply to the requests that were decoded has been written.
    pub(super) fn is_quiet(&self) -> bool {
        self.in_flight == 0 && self.outbox.is_empty()
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

    /// Whether there is anything to read it for.
    pub(super) fn wants_bytes(&self, config: &ServerConfig) -> bool {
        !self.socket.at_end() && (self.lingers_because().is_some() || self.may_take_request(config))
    }

    /// Whether the system has stopped taking bytes from the outbox.
    pub(super) fn is_stuck(&self) -> bool {
        self.stuck_since.is_some()
    }

    /// What poll has to watch.
    ///
    /// A connection that waits only for its own jobs is not in the set at all: with an empty interest, poll would
    /// report a hang-up in every turn, and the loop would spin until the job is done.
    pub(super) fn interest(&self, config: &ServerConfig) -> PollFd {
        let (readable, writable) = (self.wants_bytes(config), self.is_stuck());
        if readable || writable { self.socket.interest(readable, writable) } else { PollFd::UNUSED }
    }
}
