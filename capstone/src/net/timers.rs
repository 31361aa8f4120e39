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
    /// Also those that were replaced, or whose connection has gone.
    heap: BinaryHeap<Reverse<(Instant, Token)>>,
}

/// How many entries need not be worth a sweep.
const FEW: usize = 64;

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

    /// Drops all entries but the current ones, once the others are in the majority. A server with a long timeout and
    /// short connections would otherwise collect those of a whole day. Each entry pays for one look, so this costs no
    /// more than the pushing did.
    pub(super) fn sweep(&mut self, connections: usize, mut is_current: impl FnMut(Instant, Token) -> bool) {
        if self.heap.len() > 2 * connections + FEW {
            self.heap.retain(|Reverse((at, token))| is_current(*at, *token));
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
    /// Whether it is at this time.
    pub(super) fn is_at(&self, at: Instant) -> bool {
        self.0 == Some(at)
    }

    /// Whether an entry that came due is this one, not one that an earlier appointment replaced. If so, there is none
    /// any more.
    pub(super) fn keep(&mut self, due: Instant) -> bool {
        let kept = self.is_at(due);
        if kept {
            self.0 = None;
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::super::slab::Slab;
    use super::*;
    use std::time::Duration;

    #[test]
    fn appointments_of_those_who_left_do_not_gather() {
        let (mut timers, mut slab) = (Timers::default(), Slab::new());
        let tomorrow = Instant::now() + Duration::from_secs(86_400);
        let staying = slab.insert(Appointment::default());
        timers.schedule(staying, slab.get_mut(staying).unwrap(), tomorrow);
        for _ in 0..10_000 {
            let token = slab.insert(Appointment::default());
            timers.schedule(token, slab.get_mut(token).unwrap(), tomorrow);
            slab.remove(token);
            timers.sweep(1, |at, token| slab.get_mut(token).is_some_and(|appointment| appointment.is_at(at)));
            assert!(timers.heap.len() <= 2 + FEW, "{} appointments for one connection", timers.heap.len());
        }
        assert!(timers.heap.iter().any(|Reverse((_, token))| *token == staying));
    }
}
