//! The requests of one client: which are to be sent, which are in flight, and how each of them ends.
//!
//! A client of a closed loop has `depth` places. A request holds one from its first attempt to its end, also
//! while it waits to be tried again; only then does the next begin. Nothing in here knows a socket, so every
//! turn that a conversation can take is a unit test.

mod replies;

use super::attempts::{Attempt, Outcome};
use super::connection::Broken;
use super::link::Ended;
use super::retries::PastRetries;
use super::run::{Run, earlier};
use crate::deadline;
use std::collections::HashSet;
use std::time::{Duration, Instant};

/// The bits of a `request_id`, from the top: the attempt's number within its client, the client, the place.
/// So a reply finds its request without a search, and one that strayed to another client's connection is
/// known for what it is.
const PLACE_BITS: u32 = 12;
const CLIENT_BITS: u32 = 17;

/// All requests of one client.
#[derive(Debug)]
pub(super) struct Requests {
    client: usize,
    places: Vec<Place>,
    /// Indices of the places whose request can be sent now.
    ready: Vec<usize>,
    /// Requests that have no place yet.
    rest: Rest,
    /// Places that hold a request.
    active: usize,
    attempts: u64,
    /// Attempts given up as lost whose reply may still come.
    late: HashSet<u64>,
    /// A time before which nothing runs out; when it has come, only a look at all places tells what did.
    due: Option<Instant>,
    /// Whether the server has refused the connection itself, or will close it.
    pub(super) connection_refused: bool,
}

#[derive(Debug, Clone)]
struct Place {
    state: State,
    /// The id of the last attempt.
    request_id: u64,
    /// When the first attempt was sent.
    begun: Option<Instant>,
    past: PastRetries,
    /// Whether the attempt was sent a second time, on another connection.
    is_resent: bool,
}

#[derive(Debug, Clone, Copy)]
enum State {
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
pub(super) enum Rest {
    Count(u64),
    /// As many as the client has time for. Whoever asks for that wants to see refusals: they are no faults.
    Endless,
    /// None, and no retries either: the client is leaving.
    Nothing,
}

/// The most clients of a run, and the most places of each.
pub(super) const MAX_CLIENTS: usize = 1 << CLIENT_BITS;
pub(super) const MAX_DEPTH: usize = 1 << PLACE_BITS;

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
        let place = Place {
            state: State::Ready,
            request_id: 0,
            begun: None,
            past: PastRetries::default(),
            is_resent: false,
        };
        Self {
            client,
            places: vec![place; active],
            ready: (0..active).rev().collect(),
            rest,
            active,
            attempts: 0,
            late: HashSet::new(),
            due: None,
            connection_refused: false,
        }
    }

    /// Whether every request has found its end.
    pub(super) fn are_done(&self) -> bool {
        self.active == 0
    }

    pub(super) fn want_to_send(&self) -> bool {
        !self.ready.is_empty()
    }

    /// The attempts that have been sent and have no outcome yet.
    pub(super) fn in_flight(&self) -> impl Iterator<Item = Attempt> {
        self.places.iter().filter_map(|place| match place.state {
            State::InFlight(attempt) | State::Resend(attempt) => Some(attempt),
            _ => None,
        })
    }

    /// Whether a reply can come.
    pub(super) fn await_replies(&self) -> bool {
        self.places.iter().any(|place| matches!(place.state, State::InFlight(_)))
    }

    /// When [`expire`](Self::expire) has to be called.
    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Whether a reply may be missing: then what has come must be taken in before [`expire`](Self::expire) judges.
    pub(super) fn may_be_overdue(&self, run: &Run) -> bool {
        self.due.is_some_and(|due| due <= run.looked)
    }

    /// Counts the next attempt as sent now, unless it is a second time, and returns its id.
    pub(super) fn next_attempt(&mut self, run: &mut Run) -> Option<u64> {
        let index = self.ready.pop()?;
        if let State::Resend(attempt) = self.places[index].state {
            (self.places[index].state, self.places[index].is_resent) = (State::InFlight(attempt), true);
            self.note_due(deadline::after(attempt.sent, run.timeout));
            return Some(self.places[index].request_id);
        }
        self.attempts += 1;
        let request_id = (self.attempts << CLIENT_BITS | self.client as u64) << PLACE_BITS | index as u64;
        let place = &mut self.places[index];
        if place.begun.is_none() {
            place.begun = Some(run.now);
            run.retries.first_attempt();
        }
        (place.request_id, place.is_resent) = (request_id, false);
        place.state = State::InFlight(run.attempt_begins(self.client));
        self.note_due(deadline::after(run.now, run.timeout));
        Some(request_id)
    }

    /// Gives up what a look at the socket, after its time was over, has not found; and makes ready what has waited long
    /// enough.
    pub(super) fn expire(&mut self, run: &mut Run) {
        self.due = None;
        for index in 0..self.places.len() {
            match self.places[index].state {
                State::InFlight(attempt) if deadline::after(attempt.sent, run.timeout) <= run.looked => {
                    self.late.insert(self.places[index].request_id);
                    self.lose(index, attempt, run);
                }
                State::Resend(attempt) if deadline::after(attempt.sent, run.timeout) <= run.now => {
                    self.ready.retain(|ready| *ready != index);
                    self.lose(index, attempt, run);
                }
                State::InFlight(attempt) | State::Resend(attempt) => {
                    self.note_due(deadline::after(attempt.sent, run.timeout));
                }
                State::Waiting { until } if until <= run.now => self.make_ready(index),
                State::Waiting { until } => self.note_due(until),
                State::Empty | State::Ready => {}
            }
        }
    }

    /// The connection is gone, and with it every reply that was to come. Returns whether something is to be sent a second
    /// time.
    pub(super) fn on_broken(&mut self, why: &Broken, ended: Ended, run: &mut Run) -> bool {
        if matches!(why, Broken::Violation(_) | Broken::UnknownType(_)) {
            run.tally.corrupted += 1;
            run.tally.note(|| why.to_string());
        }
        self.late.clear();
        let mut resends = false;
        for index in 0..self.places.len() {
            let State::InFlight(attempt) = self.places[index].state else { continue };
            if ended == Ended::Unanswered && !self.places[index].is_resent {
                run.tally.resent += 1;
                self.places[index].state = State::Resend(attempt);
                self.ready.push(index);
                resends = true;
            } else {
                run.tally.note(|| format!("{why}, with requests in flight"));
                self.count_as_lost(index, attempt, run);
            }
        }
        resends
    }

    /// No connection can be had: every request that is left has failed.
    pub(super) fn give_up(&mut self, why: &Broken, run: &mut Run) {
        run.tally.note(|| why.to_string());
        run.tally.unreachable.get_or_insert_with(|| why.to_string());
        let unbegun = if let Rest::Count(count) = self.rest { count } else { 0 };
        self.rest = Rest::Nothing;
        for index in 0..self.places.len() {
            if let State::Resend(attempt) = self.places[index].state {
                self.count_as_lost(index, attempt, run);
            }
        }
        run.tally.failed += self.active as u64 + unbegun;
        (self.active, self.due) = (0, None);
        self.ready.clear();
        self.places.clear();
        run.request_ends();
    }

    /// Begins nothing new and tries nothing again. What is in flight is still waited for.
    pub(super) fn leave(&mut self) {
        self.rest = Rest::Nothing;
        self.ready.retain(|index| matches!(self.places[*index].state, State::Resend(_)));
        for place in &mut self.places {
            if let State::Ready | State::Waiting { .. } = place.state {
                place.state = State::Empty;
                self.active -= 1;
            }
        }
    }

    fn retry_after(&mut self, index: usize, wait: Duration, run: &mut Run) {
        run.tally.retries += 1;
        let until = deadline::after(run.now, wait);
        self.places[index].state = State::Waiting { until };
        self.note_due(until);
    }

    fn lose(&mut self, index: usize, attempt: Attempt, run: &mut Run) {
        let timeout = run.timeout.as_secs_f64();
        run.tally.note(|| format!("no reply within {timeout} s"));
        self.count_as_lost(index, attempt, run);
    }

    fn count_as_lost(&mut self, index: usize, attempt: Attempt, run: &mut Run) {
        run.tally.lost += 1;
        run.attempt_ends(attempt, Outcome::Lost);
        self.end(index, run);
    }

    /// A request has found its end: its place is for the next.
    fn end(&mut self, index: usize, run: &mut Run) {
        run.request_ends();
        match &mut self.rest {
            Rest::Count(0) | Rest::Nothing => {
                self.places[index].state = State::Empty;
                self.active -= 1;
                return;
            }
            Rest::Count(count) => *count -= 1,
            Rest::Endless => {}
        }
        self.places[index].begun = None;
        self.places[index].past = PastRetries::default();
        self.make_ready(index);
    }

    fn make_ready(&mut self, index: usize) {
        self.places[index].state = State::Ready;
        self.ready.push(index);
    }

    fn note_due(&mut self, time: Instant) {
        self.due = earlier(self.due, Some(time));
    }
}

#[cfg(test)]
mod tests;
