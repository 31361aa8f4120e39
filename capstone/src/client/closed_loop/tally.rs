//! How the requests of a run ended.
//!
//! Every request ends in exactly one of four ways: requests = ok + lost + corrupted + failed, as long as the server
//! sends nothing unasked. Attempts are counted separately: a request that was refused twice and then served made three.

use crate::client::account::Attempts;
use crate::observe::Summary;
use std::time::Duration;

/// Counts and latencies.
#[derive(Debug, Clone, Default)]
pub struct ClosedTally {
    /// Requests answered with the right bytes.
    pub ok: u64,
    /// Requests whose reply was not there within the timeout, or whose connection ended before.
    pub lost: u64,
    /// Replies too many: to a request that had been answered already.
    pub duplicated: u64,
    /// Replies with the wrong bytes, and replies to a request that was never sent on that connection.
    pub corrupted: u64,
    /// Requests refused for good: after the last retry, or with an error after which a retry is useless.
    pub failed: u64,
    /// Attempts that were not the first of their request.
    pub retries: u64,
    /// Attempts sent a second time, because the server had closed the connection before a byte of the reply.
    pub resent: u64,
    /// From the first attempt of each request that was served to its reply: with all retries and the waits
    /// between.
    pub latency: Summary,
    /// All attempts, the first of each request and the retries.
    pub attempts: Attempts,
    /// From the first attempt of all to the end of the last request.
    pub elapsed: Duration,
    /// Whether the run was ended early. Then the requests that were not begun are in none of the counts.
    pub interrupted: bool,
    /// What went wrong first, in words: usually the cause of the rest.
    pub first_fault: Option<String>,
    /// Why a client could not connect any more, and so left.
    pub unreachable: Option<String>,
}

impl ClosedTally {
    /// Whether every request got its one right reply.
    pub fn is_clean(&self) -> bool {
        self.lost + self.duplicated + self.corrupted + self.failed == 0
    }

    /// Attempts refused because the server was busy.
    pub fn busy(&self) -> u64 {
        self.attempts.total().busy
    }

    /// Requests served a second.
    pub fn throughput(&self) -> f64 {
        if self.elapsed.is_zero() { 0.0 } else { self.ok as f64 / self.elapsed.as_secs_f64() }
    }

    /// Keeps `describe`'s text if nothing has gone wrong before.
    pub(super) fn note(&mut self, describe: impl FnOnce() -> String) {
        if self.first_fault.is_none() {
            self.first_fault = Some(describe());
        }
    }
}
