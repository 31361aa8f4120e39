//! The attempts of a span of time, client by client, and how long they took.
//!
//! A request may take several attempts. Requests are what clients want; attempts are what the server gets,
//! so an overload is measured in them. An outcome belongs to the span in which it comes, and so do its
//! latency and its part in every rate: a server gets no more done in a second because many wait at its end.

use super::account::Account;
use crate::observe::Summary;
use std::time::{Duration, Instant};

/// Attempts, by client and by outcome.
#[derive(Debug, Clone, Default)]
pub struct Attempts {
    /// What each client has sent in the span, and which outcomes have come in it, by the client's number.
    pub accounts: Vec<Account>,
    /// From each attempt that was served to its reply.
    pub accepted: Summary,
    /// From each attempt that was refused with busy to that reply.
    pub rejected: Summary,
    /// From a reply's being there to its being taken in: the load generator's own delay, which is part of no
    /// latency above.
    pub own_delay: Summary,
    /// How long all attempts together were in flight within the span, with that delay.
    pub residence: Duration,
    /// How many were in flight when it ended.
    pub unfinished: u64,
}

/// One attempt in flight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attempt {
    pub(super) client: usize,
    pub(super) sent: Instant,
}

/// How an attempt has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Served,
    Refused,
    /// Answered with another error, or with wrong bytes.
    Failed,
    Lost,
}

impl Attempts {
    /// The accounts of all clients together.
    pub fn total(&self) -> Account {
        self.accounts.iter().sum()
    }

    /// Whether every attempt of every client has exactly one outcome.
    pub fn are_settled(&self) -> bool {
        self.accounts.iter().all(Account::is_settled)
    }

    /// Makes room in the books for at least so many clients.
    pub(super) fn make_room(&mut self, clients: usize) {
        if self.accounts.len() < clients {
            self.accounts.resize(clients, Account::default());
        }
    }

    pub(super) fn begin(&mut self, client: usize) {
        self.make_room(client + 1);
        self.accounts[client].attempts += 1;
    }

    pub(super) fn end(&mut self, client: usize, outcome: Outcome, latency: Duration, own_delay: Duration) {
        self.make_room(client + 1);
        let account = &mut self.accounts[client];
        match outcome {
            Outcome::Served => {
                account.ok += 1;
                self.accepted.record(latency);
            }
            Outcome::Refused => {
                account.busy += 1;
                self.rejected.record(latency);
            }
            Outcome::Failed => account.failed += 1,
            Outcome::Lost => account.lost += 1,
        }
        if outcome != Outcome::Lost {
            self.own_delay.record(own_delay);
        }
    }
}
