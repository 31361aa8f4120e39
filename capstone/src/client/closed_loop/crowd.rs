//! Many clients in one thread with poll.
//!
//! With a thread for each client, the run would measure the scheduler, and the threads would take CPU time from the
//! server.

use super::requests::Rest;
use super::run::ClosedRun;
use super::session::Session;
use crate::client::account::Attempt;
use crate::client::connection::ROOM;
use crate::client::control::Interruption;
use crate::deadline;
use crate::net::sys::{self, PollFd};
use std::io;
use std::time::Instant;

/// The clients of a run, by number.
#[derive(Debug)]
pub(in crate::client) struct Crowd<'a> {
    stop: Interruption<'a>,
    sessions: Vec<Session>,
    entries: Vec<PollFd>,
    room: Vec<u8>,
}

impl<'a> Crowd<'a> {
    pub(in crate::client) fn new(stop: Interruption<'a>) -> Self {
        Self { stop, sessions: Vec::new(), entries: Vec::new(), room: vec![0; ROOM] }
    }

    /// Adds client `number`, in place of one of that number that has left. It begins to connect at once.
    pub(in crate::client) fn admit(&mut self, number: usize, depth: usize, rest: Rest, run: &mut ClosedRun) {
        let session = Session::new(number, depth, rest, run.now);
        if number == self.sessions.len() {
            self.sessions.push(session);
            self.entries.push(PollFd::UNUSED);
        } else {
            self.sessions[number] = session;
            self.entries[number] = PollFd::UNUSED;
        }
        self.turn(number, run);
    }

    /// Ends the clients from number `from` on. They still wait for their replies.
    pub(in crate::client) fn dismiss(&mut self, from: usize, run: &mut ClosedRun) {
        for number in from..self.sessions.len() {
            self.sessions[number].leave();
            self.turn(number, run);
        }
    }

    /// Whether the clients from number `from` on have their last replies.
    pub(in crate::client) fn are_done(&self, from: usize) -> bool {
        self.sessions[from..].iter().all(Session::is_done)
    }

    /// The attempts of all clients that are in flight.
    pub(in crate::client) fn in_flight(&self) -> impl Iterator<Item = Attempt> {
        self.sessions.iter().flat_map(Session::in_flight)
    }

    /// Whether all clients have left.
    pub(in crate::client) fn is_over(&self) -> bool {
        self.sessions.iter().all(Session::is_over)
    }

    /// Waits until a client can do something, but no longer than `until`, and gives a turn to each that can.
    pub(in crate::client) fn round(&mut self, until: Option<Instant>, run: &mut ClosedRun) -> io::Result<()> {
        let due = self.sessions.iter().filter_map(Session::due).min();
        run.looked = run.look_at_clock();
        let timeout = deadline::earlier(due, until).map(|due| due.saturating_duration_since(run.looked));
        self.stop.poll(&mut self.entries, |entries| sys::poll(entries, timeout))?;
        run.polled = run.look_at_clock();
        for number in 0..self.sessions.len() {
            let is_due = self.sessions[number].due().is_some_and(|due| due <= run.now);
            if is_due || self.entries[number].is_ready() {
                self.turn(number, run);
            }
        }
        Ok(())
    }

    fn turn(&mut self, number: usize, run: &mut ClosedRun) {
        let session = &mut self.sessions[number];
        session.turn(&self.entries[number], &mut self.room, run);
        self.entries[number] = session.poll_entry();
    }
}
