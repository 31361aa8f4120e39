//! Which requests are admitted: exactly as many as the pool has places for.
//!
//! The event loop counts the requests that it has admitted and not got back. If it asked the queue instead, the limit
//! would not be exact: the queue may be full for an instant only because an idle worker has not woken up yet. One
//! thread alone counts, so the count needs no lock and is exact.

use super::config::ServerConfig;
use super::request::Work;

/// The requests in the pool: those that wait and those that run.
#[derive(Debug)]
pub(super) struct Admission {
    /// How many there may be: one for each worker, and the queue. None without workers: then nothing waits.
    limit: Option<usize>,
    in_pool: usize,
    /// Those of them that take microseconds.
    quick: usize,
    /// Those of them that keep a CPU busy, for however long.
    cpu_bound: usize,
    /// Whether a request was refused because the pool was full since the last call of
    /// [`take_refused`](Self::take_refused).
    refused: bool,
    is_closed: bool,
}

impl Admission {
    pub(super) fn new(config: &ServerConfig) -> Self {
        let limit = (config.workers > 0).then(|| most_in_pool(config));
        Self { limit, in_pool: 0, quick: 0, cpu_bound: 0, refused: false, is_closed: false }
    }

    /// Admits a request, if there is a place for it. Returns whether there is. An admitted request
    /// [leaves](Self::leave) again.
    pub(super) fn enter(&mut self, work: Work) -> bool {
        self.refused |= self.is_full();
        if self.is_full() || self.is_closed {
            return false;
        }
        self.in_pool += 1;
        self.quick += usize::from(work.is_quick());
        self.cpu_bound += usize::from(work.needs_cpu());
        true
    }

    /// A request has come back.
    pub(super) fn leave(&mut self, work: Work) {
        self.in_pool -= 1;
        self.quick -= usize::from(work.is_quick());
        self.cpu_bound -= usize::from(work.needs_cpu());
    }

    /// Whether every worker has a request and the queue is full. Without workers nothing waits, so nothing is full.
    pub(super) fn is_full(&self) -> bool {
        self.limit.is_some_and(|limit| self.in_pool >= limit)
    }

    /// Admits no more requests.
    pub(super) fn close(&mut self) {
        self.is_closed = true;
    }

    pub(super) fn is_closed(&self) -> bool {
        self.is_closed
    }

    pub(super) fn in_pool(&self) -> usize {
        self.in_pool
    }

    pub(super) fn quick(&self) -> usize {
        self.quick
    }

    pub(super) fn cpu_bound(&self) -> usize {
        self.cpu_bound
    }

    /// Whether a request was refused because the pool was full since the last call.
    pub(super) fn take_refused(&mut self) -> bool {
        std::mem::take(&mut self.refused)
    }
}

/// How many requests may be in the pool at once.
pub(super) fn most_in_pool(config: &ServerConfig) -> usize {
    config.queue.saturating_add(config.workers)
}
