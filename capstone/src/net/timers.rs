//! Which connection's deadline comes next.
//!
//! Deadlines move all the time, nearly always later: each byte received postpones one. Keeping a heap exact would cost
//! an update for every read. So it may be early: an entry says *look at this connection then*, and who is looked at too
//! soon is entered again. Postponing is free; only a deadline that moves forward costs a new entry.

use super::slab::Token;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Instant;

/// When to look at which connection, the earliest first.
#[derive(Debug, Default)]
pub(super) struct Timers {
    /// Also those that were replaced, or whose connection has gone.
    heap: BinaryHeap<Reverse<(Instant, Token)>>,
}

/// How many entries need not be worth a sweep.
const FEW: usize = 64;

/// A connection's own record of its entry in [`Timers`]: when it will be looked at.
#[derive(Debug, Default)]
pub(super) struct TimerEntry(Option<Instant>);

impl Timers {
    /// Makes sure that the connection is looked at when `deadline` passes, or earlier.
    pub(super) fn schedule(&mut self, token: Token, entry: &mut TimerEntry, deadline: Instant) {
        if entry.0.is_none_or(|scheduled| deadline < scheduled) {
            entry.0 = Some(deadline);
            self.heap.push(Reverse((deadline, token)));
        }
    }

    /// Drops all entries but the current ones, once the others are in the majority. A server with a long timeout and
    /// short connections would otherwise collect those of a whole day. Each entry pays for one look, so this costs no
    /// more than the pushing did.
    pub(super) fn sweep(&mut self, connections: usize, mut is_current: impl FnMut(Instant, Token) -> bool) {
        let most = 2 * connections + FEW;
        if self.heap.len() > most {
            self.heap.retain(|Reverse((at, token))| is_current(*at, *token));
            self.heap.shrink_to(2 * most);
        }
    }

    /// The earliest entry.
    pub(super) fn next(&self) -> Option<Instant> {
        self.heap.peek().map(|Reverse((at, _))| *at)
    }

    /// Takes the earliest entry if its time has come.
    pub(super) fn pop_due(&mut self, now: Instant) -> Option<(Instant, Token)> {
        if self.next()? > now {
            return None;
        }
        self.heap.pop().map(|Reverse(due)| due)
    }
}

impl TimerEntry {
    /// Whether it is at this time.
    pub(super) fn is_at(&self, at: Instant) -> bool {
        self.0 == Some(at)
    }

    /// Forgets the entry, if it is the one that came due at this time, and not one that an earlier one has replaced. Returns
    /// whether it is.
    pub(super) fn take_due(&mut self, due: Instant) -> bool {
        self.0.take_if(|at| *at == due).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::super::slab::Slab;
    use super::*;
    use std::time::Duration;

    #[test]
    fn entries_of_those_who_left_do_not_gather() {
        let (mut timers, mut slab) = (Timers::default(), Slab::new());
        let tomorrow = Instant::now() + Duration::from_secs(86_400);
        let staying = slab.insert(TimerEntry::default());
        timers.schedule(staying, slab.get_mut(staying).unwrap(), tomorrow);
        for _ in 0..10_000 {
            let token = slab.insert(TimerEntry::default());
            timers.schedule(token, slab.get_mut(token).unwrap(), tomorrow);
            slab.remove(token);
            timers.sweep(1, |at, token| slab.get_mut(token).is_some_and(|entry| entry.is_at(at)));
            assert!(timers.heap.len() <= 2 + FEW, "{} entries for one connection", timers.heap.len());
        }
        assert!(timers.heap.iter().any(|Reverse((_, token))| *token == staying));
    }
}
