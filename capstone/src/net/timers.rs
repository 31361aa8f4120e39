//! Which connection's deadline comes next.
//!
//! Deadlines move all the time, nearly always later: each byte received postpones one. Keeping a heap exact would cost
//! an update for every read. So it may be early: an entry says *look at this connection then*, and who is looked at too
//! soon is entered again. Postponing is free; only a deadline that moves forward costs a new entry.

use super::slab::Token;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Instant;

/// Appointments to look at connections, the earliest first.
#[derive(Debug, Default)]
pub(super) struct Timers {
    heap: BinaryHeap<Reverse<(Instant, Token)>>,
}

/// A connection's next appointment in [`Timers`].
#[derive(Debug, Default)]
pub(super) struct Appointment(Option<Instant>);

impl Timers {
    /// Makes sure that the connection is looked at when `deadline` passes, or earlier.
    pub(super) fn schedule(&mut self, token: Token, appointment: &mut Appointment, deadline: Instant) {
        if appointment.0.is_none_or(|scheduled| deadline < scheduled) {
            appointment.0 = Some(deadline);
            self.heap.push(Reverse((deadline, token)));
        }
    }

    /// The earliest appointment.
    pub(super) fn next(&self) -> Option<Instant> {
        self.heap.peek().map(|Reverse((at, _))| *at)
    }

    /// Takes the earliest appointment if its time has come.
    pub(super) fn pop_due(&mut self, now: Instant) -> Option<(Instant, Token)> {
        if self.next()? > now {
            return None;
        }
        self.heap.pop().map(|Reverse(due)| due)
    }
}

impl Appointment {
    /// Whether an entry that came due is this one, not one that an earlier appointment replaced. If so, there is none
    /// any more.
    pub(super) fn keep(&mut self, due: Instant) -> bool {
        let kept = self.0 == Some(due);
        if kept {
            self.0 = None;
        }
        kept
    }
}
