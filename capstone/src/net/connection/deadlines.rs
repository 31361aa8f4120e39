//! The timeouts of a connection: for its next request, for a whole frame, for reading a byte of its replies.
//!
//! A frame's deadline is absolute, counted from its first byte: if every byte postponed it, a client could hold a
//! connection for ever with a byte now and then (slowloris). Only the server stops its clock: while it does not read a
//! connection, the client cannot be late.

use super::Connection;
use super::ending::Phase;
use crate::deadline;
use crate::net::config::ServerConfig;
use std::time::{Duration, Instant};

/// What a deadline was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::net) enum Overdue {
    /// A word from the client.
    Activity,
    /// The rest of a frame.
    Frame,
    /// A byte taken by the client.
    Write,
    /// The end of the client's stream, after ours.
    Linger,
}

/// The clock of the frame at the front of a connection's inbox.
#[derive(Debug, Default)]
pub(super) struct FrameClock {
    deadline: Option<Instant>,
    paused_at: Option<Instant>,
}

impl FrameClock {
    /// No frame has begun, or the one that had is complete.
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }

    /// A frame has begun and the server does not read on.
    pub(super) fn pause(&mut self, now: Instant) {
        self.paused_at.get_or_insert(now);
    }

    /// A frame has begun and the server reads on. The first call starts the clock.
    pub(super) fn run(&mut self, now: Instant, timeout: Duration) {
        let paused = self.paused_at.take().map_or(Duration::ZERO, |since| now - since);
        self.deadline =
            Some(self.deadline.map_or_else(|| deadline::after(now, timeout), |deadline| deadline + paused));
    }

    /// When the frame is overdue, if the clock runs.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.deadline.filter(|_| self.paused_at.is_none())
    }
}

impl Connection {
    /// Whether a frame has begun and its end has not been seen.
    pub(super) fn is_in_frame(&self) -> bool {
        !self.inbox.is_empty() || self.has_large_frame() || self.is_skipping()
    }

    /// The frame at the front is complete: what follows has a clock of its own.
    pub(in crate::net) fn end_frame(&mut self) {
        self.frame_clock.reset();
    }

    /// Starts or stops the clock of the frame that has begun, if one has. Call it when the inbox has changed.
    pub(in crate::net) fn run_frame_clock(&mut self, config: &ServerConfig, now: Instant) {
        // After the end of the stream there is no rest to wait for: such a frame is cut off, not late.
        if !self.is_in_frame() || !self.is_open() || self.socket.at_end() {
            self.frame_clock.reset();
        } else if self.may_take_request(config) {
            self.frame_clock.run(now, config.frame_timeout);
        } else {
            self.frame_clock.pause(now);
        }
    }

    /// The next deadline, and what it is for.
    pub(in crate::net) fn deadline(&self, config: &ServerConfig) -> Option<(Instant, Overdue)> {
        if let Phase::Lingering { until, .. } = self.phase {
            return Some((until, Overdue::Linger));
        }
        let write =
            self.stuck_since.map(|since| (deadline::after(since, config.write_timeout), Overdue::Write));
        let frame = self.frame_clock.deadline().map(|deadline| (deadline, Overdue::Frame));
        let idle = self.is_open() && !self.socket.at_end() && self.is_quiet() && frame.is_none();
        let idle =
            idle.then(|| (deadline::after(self.last_activity, config.idle_timeout), Overdue::Activity));
        [write, frame, idle].into_iter().flatten().min_by_key(|(at, _)| *at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_counts_for_the_client_and_a_byte_does_not() {
        let (start, second) = (Instant::now(), Duration::from_secs(1));
        let mut clock = FrameClock::default();
        clock.run(start, 10 * second);
        clock.run(start + 4 * second, 10 * second);
        assert_eq!(clock.deadline(), Some(start + 10 * second));
        clock.pause(start + 5 * second);
        clock.pause(start + 6 * second);
        assert_eq!(clock.deadline(), None);
        clock.run(start + 8 * second, 10 * second);
        assert_eq!(clock.deadline(), Some(start + 13 * second));
        clock.reset();
        assert_eq!(clock.deadline(), None);
    }
}
