//! The requests of one client: which are to be sent, which are in flight, and how each of them ends.
//!
//! A client of a closed loop has `depth` slots. A request holds one from its first attempt to its end, also while it
//! waits for a retry; only then does the next begin. No code in here uses a socket, so every sequence of events can be
//! a unit test.

mod losses;
mod replies;

use super::run::ClosedRun;
use crate::client::account::Attempt;
use crate::client::retry::PastRetries;
use crate::deadline;
use std::collections::HashSet;
use std::time::{Duration, Instant};

/// The bits of a `request_id`, from the top: the attempt's number within its client, the client, the slot. So a reply
/// finds its request without a search, and a reply on another client's connection is detected.
const SLOT_BITS: u32 = 12;
const CLIENT_BITS: u32 = 17;

/// All requests of one client.
#[derive(Debug)]
pub(super) struct Requests {
    client: usize,
    slots: Vec<PipelineSlot>,
    /// Indices of the slots whose request can be sent now.
    ready: Vec<usize>,
    /// Requests that have no slot yet.
    rest: Rest,
    /// Slots that hold a request.
    active: usize,
    attempts: u64,
    /// Attempts given up as lost whose reply may still come.
    late: HashSet<u64>,
    /// A time before which no timeout expires; after it, only a look at all slots tells which has.
    due: Option<Instant>,
    /// Whether the server has refused the connection itself, or will close it.
    pub(super) connection_refused: bool,
}

#[derive(Debug, Clone)]
struct PipelineSlot {
    state: SlotState,
    /// The id of the last attempt.
    request_id: u64,
    /// When the first attempt was sent.
    begun: Option<Instant>,
    past: PastRetries,
    /// Whether the attempt was sent a second time, on another connection.
    is_resent: bool,
}

#[derive(Debug, Clone, Copy)]
enum SlotState {
    Empty,
    Ready,
    InFlight(Attempt),
    /// In flight for its client, and to be sent a second time: the server has not read it, or was killed.
    Resend(Attempt),
    Waiting {
        until: Instant,
    },
}

/// How many requests are still to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::client) enum Rest {
    Count(u64),
    /// As many as the client has time for. Such a run measures refusals, so they are no faults.
    Endless,
    /// None, and no retries either: the client ends.
    Nothing,
}

/// The most clients of a run, and the most slots of each.
pub(super) const MAX_CLIENTS: usize = 1 << CLIENT_BITS;
pub(super) const MAX_DEPTH: usize = 1 << SLOT_BITS;

impl Requests {
    /// The requests of client number `client`, at most `depth` at a time.
    pub(super) fn new(client: usize, depth: usize, rest: Rest) -> Self {
        let (active, rest) = match rest {
            Rest::Count(count) => {
                let active = usize::try_from(count).unwrap_or(depth).min(depth);
                (active, Rest::Count(count - active as u64))
            }
            Rest::Endless => (depth, rest),
            Rest::Nothing => (0, rest),
        };
        let slot = PipelineSlot {
            state: SlotState::Ready,
            request_id: 0,
            begun: None,
            past: PastRetries::default(),
            is_resent: false,
        };
        Self {
            client,
            slots: vec![slot; active],
            ready: (0..active).rev().collect(),
            rest,
            active,
            attempts: 0,
            late: HashSet::new(),
            due: None,
            connection_refused: false,
        }
    }

    /// Whether every request has ended.
    pub(super) fn are_done(&self) -> bool {
        self.active == 0
    }

    pub(super) fn want_to_send(&self) -> bool {
        !self.ready.is_empty()
    }

    /// The attempts that have been sent and have no outcome yet.
    pub(super) fn in_flight(&self) -> impl Iterator<Item = Attempt> {
        self.slots.iter().filter_map(|slot| match slot.state {
            SlotState::InFlight(attempt) | SlotState::Resend(attempt) => Some(attempt),
            _ => None,
        })
    }

    /// Whether a reply can come.
    pub(super) fn await_replies(&self) -> bool {
        self.slots.iter().any(|slot| matches!(slot.state, SlotState::InFlight(_)))
    }

    /// When [`expire`](Self::expire) has to be called.
    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Counts the next attempt as sent now, unless it is a second time, and returns its id.
    pub(super) fn next_attempt(&mut self, run: &mut ClosedRun) -> Option<u64> {
        let index = self.ready.pop()?;
        if let SlotState::Resend(attempt) = self.slots[index].state {
            (self.slots[index].state, self.slots[index].is_resent) = (SlotState::InFlight(attempt), true);
            self.note_due(attempt.due(run.timeout));
            return Some(self.slots[index].request_id);
        }
        self.attempts += 1;
        let request_id = (self.attempts << CLIENT_BITS | self.client as u64) << SLOT_BITS | index as u64;
        let slot = &mut self.slots[index];
        if slot.begun.is_none() {
            slot.begun = Some(run.now);
            run.retries.first_attempt();
        }
        (slot.request_id, slot.is_resent) = (request_id, false);
        let attempt = run.attempt_begins(self.client);
        slot.state = SlotState::InFlight(attempt);
        self.note_due(attempt.due(run.timeout));
        Some(request_id)
    }

    /// Begins no request and makes no retry. It still waits for what is in flight.
    pub(super) fn leave(&mut self) {
        self.rest = Rest::Nothing;
        self.ready.retain(|index| matches!(self.slots[*index].state, SlotState::Resend(_)));
        for slot in &mut self.slots {
            if let SlotState::Ready | SlotState::Waiting { .. } = slot.state {
                slot.state = SlotState::Empty;
                self.active -= 1;
            }
        }
    }

    fn retry_after(&mut self, index: usize, wait: Duration, run: &mut ClosedRun) {
        run.tally.retries += 1;
        let until = deadline::after(run.now, wait);
        self.slots[index].state = SlotState::Waiting { until };
        self.note_due(until);
    }

    /// A request has ended: its slot is free for the next.
    fn end(&mut self, index: usize, run: &mut ClosedRun) {
        run.request_ends();
        match &mut self.rest {
            Rest::Count(0) | Rest::Nothing => {
                self.slots[index].state = SlotState::Empty;
                self.active -= 1;
                return;
            }
            Rest::Count(count) => *count -= 1,
            Rest::Endless => {}
        }
        self.slots[index].begun = None;
        self.slots[index].past = PastRetries::default();
        self.make_ready(index);
    }

    fn make_ready(&mut self, index: usize) {
        self.slots[index].state = SlotState::Ready;
        self.ready.push(index);
    }

    fn note_due(&mut self, time: Instant) {
        self.due = deadline::earlier(self.due, Some(time));
    }
}

#[cfg(test)]
mod tests;
