//! What all sessions of a run share: the rules, the time and the counts. One thread owns it, so nothing is
//! locked.

use super::retries::Retries;
use super::tally::Tally;
use super::workload::Workload;
use crate::net::wall_ms;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// The rules, the time and the counts.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) address: SocketAddr,
    pub(super) workload: Workload,
    pub(super) retries: Retries,
    /// How long an attempt waits for its reply, and a connection for its establishment.
    pub(super) timeout: Duration,
    pub(super) tally: Tally,
    /// The monotonic clock, as of the last look.
    pub(super) now: Instant,
    /// The wall clock, for the timestamp in envelopes: milliseconds since the Unix epoch.
    pub(super) wall_ms: u64,
    /// When the first attempt was sent.
    started: Option<Instant>,
}

impl Run {
    pub(super) fn new(address: SocketAddr, workload: Workload, retries: Retries, timeout: Duration) -> Self {
        let (now, wall_ms) = (Instant::now(), wall_ms());
        Self { address, workload, retries, timeout, tally: Tally::default(), now, wall_ms, started: None }
    }

    /// Notes that an attempt leaves now.
    pub(super) fn attempt_begins(&mut self) {
        self.tally.attempts += 1;
        self.started.get_or_insert(self.now);
    }

    /// Notes that a request has found its end, whichever.
    pub(super) fn request_ends(&mut self) {
        self.tally.elapsed = self.started.map_or(Duration::ZERO, |started| self.now - started);
    }
}

/// The earlier of two times, where None is never.
pub(super) fn earlier(one: Option<Instant>, other: Option<Instant>) -> Option<Instant> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
