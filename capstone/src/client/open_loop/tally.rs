//! The measurements of an open loop, and whether they are valid.
//!
//! Served, refused and lost requests have different latencies. So each kind has figures of its own: a mean over all of
//! them would become better with every refusal.

use super::timestamps::Timestamps;
use crate::client::account::Account;
use crate::observe::Summary;
use std::time::{Duration, Instant};

/// The counts and latencies of an open loop.
#[derive(Debug, Clone, Default)]
pub struct OpenTally {
    /// Requests that were to be sent.
    pub scheduled: u64,
    /// How those ended that were sent: one account for each connection.
    pub accounts: Vec<Account>,
    /// Requests served before the duration was over.
    pub in_time: u64,
    /// Requests sent a second time, because the server had closed the connection before a byte of the reply.
    pub resent: u64,
    /// Of the requests that were served: from the intended time to the reply.
    pub corrected: Summary,
    /// Of the same requests: from the actual send to the reply.
    pub uncorrected: Summary,
    /// Of the refused ones: from the actual send to the refusal.
    pub rejected: Summary,
    /// How late the sender itself was, with a connection that was free.
    pub lag: Summary,
    /// How long they were to be due.
    pub duration: Duration,
    /// From the start to the last send, but not less than the duration.
    pub elapsed: Duration,
    /// Whether the run was ended early. Then the figures above are those up to that moment.
    pub interrupted: bool,
    /// What went wrong first, in words.
    pub first_fault: Option<String>,
    /// Why the server could not be reached at the beginning; then nothing was sent.
    pub unreachable: Option<String>,
}

/// Why the figures of a run are not those of the server.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Invalid {
    /// No request was served, so there is no latency.
    Empty,
    /// The sender was late by `lag` (p99), which is over a tenth of the median latency `p50`.
    Late {
        /// The lag's p99.
        lag: Duration,
        /// The corrected latency's p50.
        p50: Duration,
    },
    /// The requests left at only this share of the rate.
    Slow(f64),
}

impl OpenTally {
    /// The share of the schedule that must have been sent while it lasted.
    const ENOUGH: f64 = 0.99;

    /// How all requests together ended.
    pub fn total(&self) -> Account {
        self.accounts.iter().sum()
    }

    /// Requests sent a second.
    pub fn achieved_rate(&self) -> f64 {
        per_second(self.total().attempts, self.elapsed)
    }

    /// Requests served a second while requests were due. It leaves out those that were served later: with them the rate
    /// would be more than the server can do.
    pub fn goodput(&self) -> f64 {
        per_second(self.in_time, self.duration)
    }

    /// Why the run says nothing about the server's latency; None if it does.
    pub fn invalid(&self) -> Option<Invalid> {
        if self.total().ok == 0 {
            return Some(Invalid::Empty);
        }
        let share = self.achieved_rate() / per_second(self.scheduled, self.duration);
        if share < Self::ENOUGH {
            return Some(Invalid::Slow(share));
        }
        let (lag, p50) = (self.lag.quantile(0.99), self.corrected.quantile(0.5));
        (lag * 10 > p50).then_some(Invalid::Late { lag, p50 })
    }

    pub(super) fn on_sent(&mut self, connection: usize, timestamps: &Timestamps) {
        self.accounts[connection].attempts += 1;
        if let Some(lag) = timestamps.lag() {
            self.lag.record(lag);
        }
    }

    pub(super) fn on_served(
        &mut self,
        connection: usize,
        timestamps: &Timestamps,
        done: Instant,
        in_time: bool,
    ) {
        self.accounts[connection].ok += 1;
        self.in_time += u64::from(in_time);
        self.corrected.record(timestamps.corrected(done));
        self.uncorrected.record(timestamps.uncorrected(done));
    }

    pub(super) fn on_refused(&mut self, connection: usize, timestamps: &Timestamps, done: Instant) {
        self.accounts[connection].busy += 1;
        self.rejected.record(timestamps.uncorrected(done));
    }

    pub(super) fn on_failed(&mut self, connection: usize, describe: impl FnOnce() -> String) {
        self.accounts[connection].failed += 1;
        self.note(describe);
    }

    pub(super) fn on_lost(&mut self, connection: usize, describe: impl FnOnce() -> String) {
        self.accounts[connection].lost += 1;
        self.note(describe);
    }

    /// Keeps `describe`'s text if nothing has gone wrong before.
    pub(super) fn note(&mut self, describe: impl FnOnce() -> String) {
        self.first_fault.get_or_insert_with(describe);
    }
}

fn per_second(count: u64, elapsed: Duration) -> f64 {
    if elapsed.is_zero() { 0.0 } else { count as f64 / elapsed.as_secs_f64() }
}
