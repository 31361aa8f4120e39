//! The counters of the server, and the text that shows them.
//!
//! The event loop alone owns these numbers, so plain integers do, and a snapshot is consistent by itself: nothing
//! changes while the text is written. When the server is quiet two sums hold: requests = replies + errors, and
//! jobs accepted = completed + panicked + discarded + abandoned.

mod locks;

use super::envelope::RequestType;
use super::error_code::ErrorCode;
use crate::observe::{Contention, Summary};
use std::fmt::{Display, Write};
use std::time::Duration;

/// Why a connection was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseReason {
    /// The client ended the stream between two frames and has every reply.
    Eof,
    /// The client ended the stream inside a frame.
    Truncated,
    /// The client cut the connection.
    Reset,
    /// The client sent bytes that are no valid frame.
    Protocol,
    /// Nothing to do for too long.
    IdleTimeout,
    /// A frame was begun and not finished in time.
    FrameTimeout,
    /// The client did not read its replies.
    WriteTimeout,
    /// The server is shutting down.
    Drain,
}

impl CloseReason {
    const ALL: [(Self, &'static str); 8] = [
        (Self::Eof, "eof"),
        (Self::Truncated, "truncated"),
        (Self::Reset, "reset"),
        (Self::Protocol, "protocol"),
        (Self::IdleTimeout, "idle-timeout"),
        (Self::FrameTimeout, "frame-timeout"),
        (Self::WriteTimeout, "write-timeout"),
        (Self::Drain, "drain"),
    ];

    /// The name in metrics and logs.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// The counters. Those of jobs count what the event loop has handed out and got back.
#[derive(Debug, Clone, Default)]
pub(super) struct Metrics {
    pub(super) connections_accepted: u64,
    pub(super) connections_rejected: u64,
    pub(super) connections_open: u64,
    connections_closed: [u64; CloseReason::ALL.len()],
    requests: [u64; RequestType::ALL.len()],
    /// Sound frames of a type that no client may send.
    unknown_requests: u64,
    /// Frames that close their connection.
    invalid_requests: u64,
    pub(super) replies: u64,
    errors: [u64; ErrorCode::ALL.len()],
    pub(super) bytes_received: u64,
    pub(super) bytes_sent: u64,
    pub(super) jobs_accepted: u64,
    pub(super) jobs_completed: u64,
    pub(super) jobs_panicked: u64,
    pub(super) jobs_discarded: u64,
    /// From the request read to the reply made.
    pub(super) request_time: Summary,
    /// From the request read to a worker taking it.
    pub(super) queue_wait: Summary,
}

/// Gauges, which are read when the text is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gauges {
    pub(super) queue_depth: usize,
    pub(super) queue_capacity: usize,
    pub(super) workers: usize,
    pub(super) workers_busy: usize,
    pub(super) log_entries_dropped: u64,
}

impl Metrics {
    pub(super) fn count_request(&mut self, request_type: RequestType) {
        self.requests[request_type as usize] += 1;
    }

    /// A sound frame of a type that no client may send.
    pub(super) fn count_unknown_request(&mut self) {
        self.unknown_requests += 1;
    }

    /// A frame that closes its connection.
    pub(super) fn count_invalid_request(&mut self) {
        self.invalid_requests += 1;
    }

    pub(super) fn count_error(&mut self, code: ErrorCode) {
        self.errors[usize::from(code.code()) - 1] += 1;
    }

    pub(super) fn count_close(&mut self, reason: CloseReason) {
        self.connections_open -= 1;
        self.connections_closed[reason as usize] += 1;
    }

    pub(super) fn requests(&self) -> u64 {
        self.requests.iter().sum::<u64>() + self.unknown_requests + self.invalid_requests
    }

    pub(super) fn errors(&self) -> u64 {
        self.errors.iter().sum()
    }

    pub(super) fn busy(&self) -> u64 {
        self.errors[usize::from(ErrorCode::Busy.code()) - 1]
    }

    /// The text of STATS and SIGUSR1, in the Prometheus text exposition format
    /// (<https://prometheus.io/docs/instrumenting/exposition_formats/>).
    ///
    /// Of the locks there are figures only if a meter is running.
    pub(super) fn render(&self, gauges: Gauges, contention: Option<&Contention>) -> String {
        let mut page = Page(String::with_capacity(8 * 1024));
        page.counter("connections_accepted_total", "Connections admitted.", self.connections_accepted);
        page.counter(
            "connections_rejected_total",
            "Connections turned away: over the limit, or at the stop.",
            self.connections_rejected,
        );
        page.family("connections_closed_total", "counter", "Connections closed, by reason.");
        for ((_, reason), count) in CloseReason::ALL.iter().zip(self.connections_closed) {
            page.labelled("connections_closed_total", "reason", reason, count);
        }
        page.gauge("connections_open", "Admitted connections not yet closed.", self.connections_open);
        page.family("requests_total", "counter", "Requests, by type.");
        for (request_type, count) in RequestType::ALL.iter().zip(self.requests) {
            page.labelled("requests_total", "type", request_type.name(), count);
        }
        page.labelled("requests_total", "type", "unknown", self.unknown_requests);
        page.labelled("requests_total", "type", "invalid", self.invalid_requests);
        page.counter("replies_total", "Replies made, without errors.", self.replies);
        page.family("errors_total", "counter", "ERROR replies made, by code.");
        for (code, count) in ErrorCode::ALL.iter().zip(self.errors) {
            page.labelled("errors_total", "code", code.name(), count);
        }
        page.counter("busy_total", "Requests refused with a busy.", self.busy());
        page.counter("bytes_received_total", "Bytes read from clients.", self.bytes_received);
        page.counter("bytes_sent_total", "Bytes written to clients.", self.bytes_sent);
        page.gauge("queue_depth", "Requests waiting for a worker.", gauges.queue_depth);
        page.gauge("queue_capacity", "Requests that may wait.", gauges.queue_capacity);
        page.gauge("workers", "Worker threads.", gauges.workers);
        page.gauge("workers_busy", "Workers that have a request.", gauges.workers_busy);
        page.counter("jobs_accepted_total", "Requests given to the pool.", self.jobs_accepted);
        page.counter("jobs_completed_total", "Jobs that ran to their end.", self.jobs_completed);
        page.counter("jobs_panicked_total", "Jobs that ended in a panic.", self.jobs_panicked);
        // Both happen at the very end of a server, when it answers no request any more: the summary on stdout has them.
        page.counter("jobs_discarded_total", "Jobs dropped before they ran.", self.jobs_discarded);
        page.counter("jobs_abandoned_total", "Jobs left running at the deadline.", 0);
        page.counter("log_entries_dropped_total", "Log entries lost.", gauges.log_entries_dropped);
        page.summary("request_seconds", "From the request read to the reply made.", &self.request_time);
        page.summary("queue_wait_seconds", "From the request read to a worker.", &self.queue_wait);
        page.locks(contention.map_or(&[], |contention| &contention.locks));
        page.0
    }
}

/// Those of a distribution that are told.
const QUANTILES: [f64; 4] = [0.5, 0.9, 0.99, 0.999];

/// The text, written one metric at a time. Every name gets the prefix `capstone_`.
struct Page(String);

impl Page {
    fn family(&mut self, name: &str, kind: &str, help: &str) {
        self.line(format_args!("# HELP capstone_{name} {help}"));
        self.line(format_args!("# TYPE capstone_{name} {kind}"));
    }

    fn counter(&mut self, name: &str, help: &str, value: u64) {
        self.family(name, "counter", help);
        self.line(format_args!("capstone_{name} {value}"));
    }

    fn gauge(&mut self, name: &str, help: &str, value: impl Display) {
        self.family(name, "gauge", help);
        self.line(format_args!("capstone_{name} {value}"));
    }

    fn labelled(&mut self, name: &str, label: &str, value: &str, count: u64) {
        self.line(format_args!("capstone_{name}{{{label}=\"{value}\"}} {count}"));
    }

    fn summary(&mut self, name: &str, help: &str, summary: &Summary) {
        self.family(name, "summary", help);
        for quantile in QUANTILES {
            let value = quantile_of(summary, quantile);
            self.line(format_args!("capstone_{name}{{quantile=\"{quantile}\"}} {value}"));
        }
        self.line(format_args!("capstone_{name}_sum {}", seconds(summary.sum())));
        self.line(format_args!("capstone_{name}_count {}", summary.count()));
    }

    fn line(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.0, "{text}");
    }
}

/// In seconds. Of nothing there is no quantile, and a zero would look like a very quick server: NaN is the format's own word.
fn quantile_of(summary: &Summary, quantile: f64) -> f64 {
    if summary.count() == 0 { f64::NAN } else { seconds(summary.quantile(quantile)) }
}

fn seconds(duration: Duration) -> f64 {
    duration.as_secs_f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_and_code_has_its_own_counter() {
        let mut metrics = Metrics { connections_open: 8, ..Metrics::default() };
        for (index, (reason, _)) in CloseReason::ALL.iter().enumerate() {
            assert_eq!(*reason as usize, index);
            metrics.count_close(*reason);
        }
        ErrorCode::ALL.into_iter().for_each(|code| metrics.count_error(code));
        assert_eq!(metrics.connections_closed, [1; 8]);
        assert_eq!(metrics.errors, [1; 8]);
        assert_eq!(metrics.connections_open, 0);
    }
}
