//! The end of a server: it finishes every accepted request, delivers every reply, and tells every client.
//!
//! First the server tells the clients in the backlog that it ends. It refuses requests that still come, and those in
//! the pool run to their end. When the last reply has been written, it closes all connections together. A deadline
//! bounds the whole.

use super::{LISTENER, Server, ServerReport};
use crate::deadline;
use crate::net::connection::Connection;
use crate::net::executor::Executor;
use crate::net::listener::Listener;
use crate::net::metrics::CloseReason;
use crate::net::sys::PollFd;
use crate::observe::Contention;
use crate::threads::ShutdownReport;
use std::mem;
use std::time::Instant;

/// A drain under way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drain {
    pub(super) deadline: Instant,
    /// How many more connections are accepted, to be told. Closing the listener resets those that wait in the backlog; and
    /// more than a backlog's length of them cannot have waited there at the stop.
    pub(super) backlog: usize,
    /// Whether all replies are out and the connections are being ended.
    is_ending: bool,
    /// Whether a connection was closed whose client had not read its replies.
    pub(super) undelivered: bool,
}

impl Server {
    pub(super) fn begin_drain(&mut self) {
        let deadline = deadline::after(Instant::now(), self.context.config.drain_timeout);
        self.drain = Some(Drain {
            deadline,
            backlog: self.listener.as_ref().map_or(0, Listener::backlog),
            is_ending: false,
            undelivered: false,
        });
        self.service.admission.close();
        let in_pool = self.service.admission.in_pool();
        self.context.logger.info("server", None, format_args!("draining: {in_pool} requests in the pool"));
    }

    /// No client waits in the backlog. A drain needs to know no more of it.
    pub(super) fn found_nobody(&mut self) {
        if self.drain.is_some() {
            self.close_listener();
        }
    }

    /// Takes the next step of the drain, if there is one: once every reply is written, all connections end.
    pub(super) fn advance_drain(&mut self) {
        let Some(Drain { backlog, is_ending, .. }) = self.drain else { return };
        if backlog == 0 {
            self.close_listener();
        }
        if self.is_everything_out() && !is_ending {
            self.end_connections();
        }
    }

    /// Whether there is a drain, and it is over.
    pub(super) fn is_drained(&self) -> bool {
        let Some(drain) = self.drain else { return false };
        let nobody_left = self.listener.is_none() && self.connections.is_empty();
        (nobody_left && self.is_everything_out()) || drain.deadline <= Instant::now()
    }

    /// Whether to read in this turn. A drain answers what it has read before it reads on: clients that never stop sending
    /// could otherwise keep it from its end.
    pub(super) fn may_read(&self) -> bool {
        self.drain.is_none() || self.unfinished.is_empty()
    }

    fn close_listener(&mut self) {
        self.watched.set(LISTENER, PollFd::UNUSED);
        self.listener = None;
    }

    fn end_connections(&mut self) {
        if let Some(drain) = &mut self.drain {
            drain.is_ending = true;
        }
        for token in self.connections.tokens() {
            if let Some(connection) = self.connections.get_mut(token) {
                connection.end(Vec::new(), CloseReason::Drain);
            }
            self.touch(token);
        }
        self.settle_all();
    }

    /// Ends the pool and sums up.
    pub(super) fn end(mut self) -> ServerReport {
        let undelivered =
            !self.is_everything_out() || self.drain.as_ref().is_some_and(|drain| drain.undelivered);
        for token in self.connections.tokens() {
            self.close(token, CloseReason::Drain);
        }
        let deadline = self.drain.map_or_else(Instant::now, |drain| drain.deadline);
        mem::replace(&mut self.service.executor, Executor::Inline).shutdown_by(deadline);
        self.collect(); // what came back since the last turn, and what was discarded
        let metrics = self.context.metrics;
        let jobs = ShutdownReport {
            accepted: metrics.jobs_accepted,
            completed: metrics.jobs_completed,
            panicked: metrics.jobs_panicked,
            discarded: metrics.jobs_discarded,
            abandoned: self.service.admission.in_pool() as u64,
        };
        self.context.logger.info("server", None, format_args!("stopped: {jobs}"));
        ServerReport {
            requests: metrics.requests(),
            replies: metrics.replies,
            errors: metrics.errors(),
            busy: metrics.busy(),
            jobs,
            complete: !undelivered,
            contention: Contention::so_far(),
        }
    }

    fn is_everything_out(&self) -> bool {
        let all_answered = self.service.admission.in_pool() == 0 && self.unfinished.is_empty();
        all_answered && self.connections.values().all(Connection::is_quiet)
    }
}
