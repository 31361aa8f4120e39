//! The order in which a connection ends, so that no reply is lost.
//!
//! First come the replies to all accepted requests, then the final error, if there is one, then the end of our side.
//! The close comes when the client has ended its own side, or when the time is up.

use super::Connection;
use crate::net::buffer::Buffer;
use crate::net::metrics::CloseReason;
use std::time::{Duration, Instant};

/// How long a half-closed connection is read, so that the client can read our last bytes. Closing at once, with unread
/// bytes in the system's buffer, would send a reset, and a reset destroys what the client has not read yet.
const LINGER: Duration = Duration::from_secs(1);

/// How far the ending of a connection has come.
#[derive(Debug)]
pub(super) enum Phase {
    /// Requests are read.
    Open,
    /// Requests are not read any more; the replies to those in flight, then these bytes, then the half-close.
    Ending { last_words: Vec<u8>, reason: CloseReason },
    /// We have ended our side. What the client still sends is dropped, until it ends its own or time is up.
    Lingering { until: Instant, reason: CloseReason },
}

impl Connection {
    /// Reads no more requests; closes after the replies to those in flight and `last_words`. The first call counts.
    pub(in crate::net) fn end(&mut self, last_words: Vec<u8>, reason: CloseReason) {
        if self.is_open() {
            self.phase = Phase::Ending { last_words, reason };
            self.inbox = Buffer::default();
            self.large_frame = None;
        }
    }

    /// Why it was ended, if all that was left to do was to linger.
    pub(in crate::net) fn lingers_because(&self) -> Option<CloseReason> {
        match self.phase {
            Phase::Lingering { reason, .. } => Some(reason),
            _ => None,
        }
    }

    pub(in crate::net) fn is_open(&self) -> bool {
        matches!(self.phase, Phase::Open)
    }

    /// Takes the next step of an ending, if its time has come. Returns why to close, when it is time for that.
    ///
    /// Call it after [`flush`](Self::flush), with all that can be decoded decoded; it may put bytes into the outbox,
    /// which call for another flush and another step.
    pub(in crate::net) fn step(&mut self, now: Instant) -> Option<CloseReason> {
        let (is_quiet, in_frame) = (self.is_quiet(), self.is_in_frame());
        match &mut self.phase {
            Phase::Open if self.socket.at_end() && is_quiet && !self.budget_spent => {
                Some(if in_frame { CloseReason::Truncated } else { CloseReason::Eof })
            }
            Phase::Ending { last_words, reason } if self.in_flight == 0 => {
                self.outbox.push(&std::mem::take(last_words));
                if !self.outbox.is_empty() {
                    return None;
                }
                let reason = *reason;
                // Both sides have ended, or there is no connection any more: nothing to linger for.
                if self.socket.at_end() || self.socket.half_close().is_err() {
                    return Some(reason);
                }
                self.phase = Phase::Lingering { until: now + LINGER, reason };
                None
            }
            Phase::Lingering { until, reason } if self.socket.at_end() || *until <= now => Some(*reason),
            _ => None,
        }
    }
}
