//! How the attempts of each client ended, and how long they took. If this does not add up, no other figure of the run
//! is reliable.
//!
//! A request may take several attempts. Clients make requests; the server gets attempts, so an overload is measured in
//! attempts. An outcome belongs to the span of time in which it comes, and so do its latency and its part in every
//! rate: a server does not serve more in a second because many requests wait at its end.

use crate::deadline;
use crate::observe::Summary;
use std::iter::Sum;
use std::ops::Add;
use std::time::{Duration, Instant};

/// The attempts of one client. Each has one outcome, once it has one.
///
/// ```
/// use capstone::client::Account;
///
/// let account = Account { attempts: 7, ok: 4, busy: 2, lost: 1, ..Account::default() };
/// assert!(account.is_settled());
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Account {
    /// Requests sent, each retry counted again.
    pub attempts: u64,
    /// Those answered with the right bytes.
    pub ok: u64,
    /// Those refused because the server was busy.
    pub busy: u64,
    /// Those answered with another error, or with wrong bytes.
    pub failed: u64,
    /// Those not answered within the timeout, or before the connection broke.
    pub lost: u64,
}

impl Account {
    /// Attempts whose outcome is known.
    pub fn ended(&self) -> u64 {
        self.ok + self.busy + self.failed + self.lost
    }

    /// Whether every attempt has exactly one outcome. So it must be once nothing is in flight any more.
    pub fn is_settled(&self) -> bool {
        self.attempts == self.ended()
    }
}

impl Add for Account {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            attempts: self.attempts + other.attempts,
            ok: self.ok + other.ok,
            busy: self.busy + other.busy,
            failed: self.failed + other.failed,
            lost: self.lost + other.lost,
        }
    }
}

impl<'a> Sum<&'a Account> for Account {
    fn sum<I: Iterator<Item = &'a Account>>(accounts: I) -> Self {
        accounts.fold(Self::default(), |sum, account| sum + *account)
    }
}

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

impl Attempt {
    /// When its reply must be there.
    pub(super) fn due(&self, timeout: Duration) -> Instant {
        deadline::after(self.sent, timeout)
    }
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

    /// Makes room for the accounts of at least so many clients.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_without_an_outcome_and_one_with_two_are_both_noticed() {
        let settled = Account { attempts: 10, ok: 4, busy: 3, failed: 2, lost: 1 };
        assert!(settled.is_settled());
        assert!(!Account { attempts: 11, ..settled }.is_settled());
        for change in [
            |account: &mut Account| account.ok += 1,
            |account: &mut Account| account.busy += 1,
            |account: &mut Account| account.failed += 1,
            |account: &mut Account| account.lost += 1,
        ] {
            let mut twice = settled;
            change(&mut twice);
            assert!(!twice.is_settled(), "{twice:?}");
        }
    }

    #[test]
    fn a_sum_adds_every_column() {
        let account = Account { attempts: 1, ok: 2, busy: 3, failed: 4, lost: 5 };
        let sum: Account = [account, account].iter().sum();
        assert_eq!(sum, Account { attempts: 2, ok: 4, busy: 6, failed: 8, lost: 10 });
    }
}
