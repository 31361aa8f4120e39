//! How a request gets no reply: its time is over, its connection has ended, or there is no server any more.
//!
//! An attempt is lost once a look at the socket, begun after its time, has not found the reply. The clock alone proves
//! nothing: this process may have been stopped, or busy, while the reply was in the socket.

use super::{Requests, Rest, SlotState};
use crate::client::account::{Attempt, Outcome};
use crate::client::closed_loop::run::ClosedRun;
use crate::client::connection::Broken;
use crate::client::link::Ended;

impl Requests {
    /// Whether a reply may be missing: then all bytes that have come must be read before [`expire`](Self::expire)
    /// decides.
    pub(in crate::client::closed_loop) fn may_be_overdue(&self, run: &ClosedRun) -> bool {
        self.due.is_some_and(|due| due <= run.looked)
    }

    /// Gives up every attempt whose reply a look at the socket, after its time, has not found. Makes those ready that
    /// have waited long enough for a retry.
    pub(in crate::client::closed_loop) fn expire(&mut self, run: &mut ClosedRun) {
        self.due = None;
        for index in 0..self.slots.len() {
            match self.slots[index].state {
                SlotState::InFlight(attempt) if attempt.due(run.timeout) <= run.looked => {
                    self.late.insert(self.slots[index].request_id);
                    self.lose(index, attempt, run);
                }
                SlotState::Resend(attempt) if attempt.due(run.timeout) <= run.now => {
                    self.ready.retain(|ready| *ready != index);
                    self.lose(index, attempt, run);
                }
                SlotState::InFlight(attempt) | SlotState::Resend(attempt) => {
                    self.note_due(attempt.due(run.timeout));
                }
                SlotState::Waiting { until } if until <= run.now => self.make_ready(index),
                SlotState::Waiting { until } => self.note_due(until),
                SlotState::Empty | SlotState::Ready => {}
            }
        }
    }

    /// The connection has ended, and with it every reply that was to come. Returns whether a request has to be sent a
    /// second time.
    pub(in crate::client::closed_loop) fn on_broken(
        &mut self,
        why: &Broken,
        ended: Ended,
        run: &mut ClosedRun,
    ) -> bool {
        if matches!(why, Broken::Violation(_) | Broken::UnknownType(_)) {
            run.tally.corrupted += 1;
            run.tally.note(|| why.to_string());
        }
        self.late.clear();
        let mut resends = false;
        for index in 0..self.slots.len() {
            let SlotState::InFlight(attempt) = self.slots[index].state else { continue };
            if ended == Ended::Unanswered && !self.slots[index].is_resent {
                run.tally.resent += 1;
                self.slots[index].state = SlotState::Resend(attempt);
                self.ready.push(index);
                resends = true;
            } else {
                run.tally.note(|| format!("{why}, with requests in flight"));
                self.count_as_lost(index, attempt, run);
            }
        }
        resends
    }

    /// No connection is possible: every request that is left has failed.
    pub(in crate::client::closed_loop) fn give_up(&mut self, why: &Broken, run: &mut ClosedRun) {
        run.tally.note(|| why.to_string());
        run.tally.unreachable.get_or_insert_with(|| why.to_string());
        let unbegun = if let Rest::Count(count) = self.rest { count } else { 0 };
        self.rest = Rest::Nothing;
        for index in 0..self.slots.len() {
            if let SlotState::Resend(attempt) = self.slots[index].state {
                self.count_as_lost(index, attempt, run);
            }
        }
        run.tally.failed += self.active as u64 + unbegun;
        (self.active, self.due) = (0, None);
        self.ready.clear();
        self.slots.clear();
        run.request_ends();
    }

    fn lose(&mut self, index: usize, attempt: Attempt, run: &mut ClosedRun) {
        let timeout = run.timeout.as_secs_f64();
        run.tally.note(|| format!("no reply within {timeout} s"));
        self.count_as_lost(index, attempt, run);
    }

    fn count_as_lost(&mut self, index: usize, attempt: Attempt, run: &mut ClosedRun) {
        run.tally.lost += 1;
        run.attempt_ends(attempt, Outcome::Lost);
        self.end(index, run);
    }
}
