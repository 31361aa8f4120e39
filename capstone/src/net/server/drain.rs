//! The end of a server: every accepted request finished, every reply delivered, every client told.
//!
//! First nobody new is accepted, requests that still come get a refusal, and those in the pool run to their end. When
//! the last reply has been written, all connections end together. A deadline bounds the whole.

use super::{LISTENER, Server, Summary};
use crate::net::connection::Connection;
use crate::net::metrics::CloseReason;
use crate::net::sys::PollFd;
use crate::observe::Contention;
use std::time::Instant;

/// A drain under way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drain {
    pub(super) deadline: Instant,
    /// Whether all replies are out and the connections are being ended.
    ending: bool,
    /// Whether a client was given up on that had not taken its replies.
    pub(super) undelivered: bool,
}

impl Server {
    pub(super) fn begin_drain(&mut self) {
        let deadline = Instant::now() + self.service.config.drain_timeout;
        self.drain = Some(Drain { deadline, ending: false, undelivered: false });
        self.service.draining = true;
        self.watched.set(LISTENER, PollFd::UNUSED);
        self.listener = None;
        let in_pool = self.service.in_pool;
        self.service.office.logger.info(
            "server",
            None,
            format_args!("draining: {in_pool} requests in the pool"),
        );
    }

    /// Moves the drain on, if there is one. Returns whether it is over.
    pub(super) fn is_drained(&mut self) -> bool {
        let Some(Drain { deadline, ending, .. }) = self.drain else { return false };
        let everything_out = self.everything_out();
        if everything_out && !ending {
            self.end_connections();
        }
        (everything_out && self.connections.is_empty()) || deadline <= Instant::now()
    }

    /// Whether to read in this turn. A drain answers what it has read before it reads on: clients that never stop sending
    /// could otherwise keep it from its end.
    pub(super) fn may_read(&self) -> bool {
        self.drain.is_none() || self.unfinished.is_empty()
    }

    fn end_connections(&mut self) {
        if let Some(drain) = &mut self.drain {
            drain.ending = true;
        }
        for token in self.connections.tokens() {
            if let Some(connection) = self.connections.get_mut(token) {
                connection.end(Vec::new(), CloseReason::Drain);
            }
            self.touch(token);
        }
        self.settle_touched();
    }

    /// Ends the pool and sums up.
    pub(super) fn end(mut self) -> Summary {
        let undelivered =
            !self.everything_out() || self.drain.as_ref().is_some_and(|drain| drain.undelivered);
        for token in self.connections.tokens() {
            self.close(token, CloseReason::Drain);
        }
        let deadline = self.drain.map_or_else(Instant::now, |drain| drain.deadline);
        let jobs = self.service.executor.shutdown_by(deadline);
        let metrics = self.service.metrics;
        let summary = Summary {
            requests: metrics.requests(),
            replies: metrics.replies,
            errors: metrics.errors(),
            busy: metrics.busy(),
            jobs,
            complete: !undelivered,
            contention: Contention::so_far(),
        };
        self.service.office.logger.info("server", None, format_args!("stopped: {jobs}"));
        summary
    }

    fn everything_out(&self) -> bool {
        let all_answered = self.service.in_pool == 0 && self.unfinished.is_empty();
        all_answered && self.connections.values().all(Connection::is_quiet)
    }
}
