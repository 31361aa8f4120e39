//! What a message from the server means for the requests in flight.
//!
//! The id alone says to which request a message belongs, because replies may overtake each other. A message for which
//! no request waits is late, one too many, or wrong. These three are counted separately, because only the first is no
//! mistake.

use super::{CLIENT_BITS, MAX_CLIENTS, MAX_DEPTH, PipelineSlot, Requests, Rest, SLOT_BITS, SlotState};
use crate::client::account::{Attempt, Outcome};
use crate::client::closed_loop::run::ClosedRun;
use crate::client::connection::Reply;
use crate::net::envelope::MessageType;
use crate::net::error_code::ErrorCode;
use crate::net::frame::error_of;

impl Requests {
    /// Takes in one message from the server.
    pub(in crate::client::closed_loop) fn on_reply(&mut self, reply: &Reply<'_>, run: &mut ClosedRun) {
        let request_id = reply.header.request_id;
        if request_id == 0 && reply.msg_type == MessageType::Error {
            return self.on_refused_connection(reply.payload, run);
        }
        let Some((index, attempt)) = self.find(request_id) else { return self.on_stray(request_id, run) };
        if reply.msg_type == MessageType::Error {
            self.on_error(index, attempt, reply.payload, run);
        } else if run.workload.is_answer(request_id, reply.msg_type, reply.payload) {
            self.on_answer(index, attempt, run);
        } else {
            self.corrupt(index, attempt, run);
        }
    }

    /// The slot of an attempt that is in flight, and the attempt.
    fn find(&self, request_id: u64) -> Option<(usize, Attempt)> {
        let index = request_id as usize & (MAX_DEPTH - 1);
        match self.slots.get(index)? {
            PipelineSlot { state: SlotState::InFlight(attempt), request_id: id, .. } if *id == request_id => {
                Some((index, *attempt))
            }
            _ => None,
        }
    }

    fn on_answer(&mut self, index: usize, attempt: Attempt, run: &mut ClosedRun) {
        run.tally.ok += 1;
        run.tally.latency.record(run.since(self.slots[index].begun.unwrap_or(attempt.sent)));
        run.attempt_ends(attempt, Outcome::Served);
        self.end(index, run);
    }

    fn on_error(&mut self, index: usize, attempt: Attempt, payload: &[u8], run: &mut ClosedRun) {
        let Some((code, text)) = error_of(payload) else { return self.corrupt(index, attempt, run) };
        let known = ErrorCode::from_u16(code);
        let busy = known == Some(ErrorCode::Busy);
        self.connection_refused |= known.is_some_and(ErrorCode::closes_connection);
        run.attempt_ends(attempt, if busy { Outcome::Refused } else { Outcome::Failed });
        let may_retry = busy && self.rest != Rest::Nothing;
        match may_retry.then(|| run.retries.next_wait(&mut self.slots[index].past)).flatten() {
            Some(wait) => self.retry_after(index, wait, run),
            None => {
                if !busy || matches!(self.rest, Rest::Count(_)) {
                    let name = known.map_or("unknown", ErrorCode::name);
                    run.tally.note(|| format!("the server answered {name} ({code}): {text}"));
                }
                // A client that ends has not been refused for good: it makes no further attempt.
                if !busy || self.rest != Rest::Nothing {
                    run.tally.failed += 1;
                }
                self.end(index, run);
            }
        }
    }

    /// An ERROR that answers no request applies to all of them: none of those in flight was read.
    fn on_refused_connection(&mut self, payload: &[u8], run: &mut ClosedRun) {
        self.connection_refused = true;
        for index in 0..self.slots.len() {
            if let SlotState::InFlight(attempt) = self.slots[index].state {
                self.on_error(index, attempt, payload, run);
            }
        }
    }

    fn on_stray(&mut self, request_id: u64, run: &mut ClosedRun) {
        let client = request_id >> SLOT_BITS & (MAX_CLIENTS as u64 - 1);
        let attempt = request_id >> (SLOT_BITS + CLIENT_BITS);
        if self.late.remove(&request_id) {
            // Counted as lost when its time was up.
        } else if client == self.client as u64 && (1..=self.attempts).contains(&attempt) {
            run.tally.duplicated += 1;
            run.tally.note(|| format!("a second reply to request {request_id}"));
        } else {
            run.tally.corrupted += 1;
            run.tally.note(|| format!("a reply to request {request_id}, which was never sent"));
        }
    }

    fn corrupt(&mut self, index: usize, attempt: Attempt, run: &mut ClosedRun) {
        let request_id = self.slots[index].request_id;
        run.tally.note(|| format!("the reply to request {request_id} has the wrong bytes"));
        run.tally.corrupted += 1;
        run.attempt_ends(attempt, Outcome::Failed);
        self.end(index, run);
    }
}
