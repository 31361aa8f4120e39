//! Replies that no worker makes: STATS, refusals, and the final error for bytes that are no valid frame.
//!
//! Each is counted as it is made: once the server is quiet, requests = replies + errors.

use super::Service;
use crate::net::buffer::Buffer;
use crate::net::connection::Connection;
use crate::net::context::Context;
use crate::net::envelope::{Header, MessageType};
use crate::net::error_code::ErrorCode;
use crate::net::frame::{PREFIX_LEN, put_error, put_frame};
use crate::net::metrics::{CloseReason, Gauges};
use crate::net::request::Request;
use crate::observe::Contention;

impl Service {
    /// Answered here and now, so that it works while the queue is full. Counted first: the snapshot includes itself.
    pub(super) fn answer_stats(
        &mut self,
        context: &mut Context,
        connection: &mut Connection,
        request_id: u64,
    ) {
        context.metrics.replies += 1;
        let text = self.metrics_text(context);
        let outbox = connection.outbox.tail();
        put_frame(outbox, MessageType::Stats, request_id, context.clock.wall_ms(), text.as_bytes());
    }

    /// The metrics as they are now; the locks' figures as at the first STATS of this turn. To add those up takes longer
    /// than all the rest, and many clients that ask for STATS must not cause that for each of them.
    pub(in crate::net) fn metrics_text(&mut self, context: &Context) -> String {
        let turn = context.clock.real();
        if self.contention.as_ref().is_none_or(|(at, _)| *at != turn) {
            self.contention = Some((turn, Contention::so_far()));
        }
        let contention = self.contention.as_ref().and_then(|(_, contention)| contention.as_ref());
        // An idle worker counts as busy as soon as a request waits, although it may need some microseconds to take it.
        // So depth and busy workers fit each other in every snapshot.
        let (in_pool, workers) = (self.admission.in_pool(), context.config.workers);
        let workers_busy = in_pool.min(workers);
        let gauges = Gauges {
            queue_depth: in_pool - workers_busy,
            queue_capacity: context.config.queue,
            workers,
            workers_busy,
            log_entries_dropped: context.logger.dropped(),
        };
        context.metrics.render(gauges, contention)
    }

    /// Nobody knows the type that the request has. While the server ends, that does not matter to its client.
    pub(super) fn refuse_unknown(&self, context: &mut Context, connection: &mut Connection, header: &Header) {
        context.metrics.count_unknown_request();
        let (code, text) = if self.admission.is_closed() {
            Self::shutting_down()
        } else {
            let text = format!("type {} is not one that can be requested", header.msg_type);
            (ErrorCode::UnknownType, text)
        };
        context.refuse(&mut connection.outbox, header.request_id, code, &text);
    }

    pub(super) fn shutting_down() -> (ErrorCode, String) {
        (ErrorCode::ShuttingDown, "the server is shutting down".to_owned())
    }
}

impl Context {
    /// Refuses a valid request. The connection stays open.
    pub(super) fn refuse(&mut self, outbox: &mut Buffer, request_id: u64, code: ErrorCode, text: &str) {
        put_error(outbox.tail(), code, request_id, self.clock.wall_ms(), text);
        self.count_error(code, request_id, text);
    }

    /// The server no longer waits for the rest of the frame.
    pub(in crate::net) fn time_out_frame(&mut self, connection: &mut Connection) {
        let header = connection.frame_begun().get(PREFIX_LEN..).and_then(<[u8]>::first_chunk);
        let request_id = header.map_or(0, |header| Header::parse(header).request_id);
        let text = format!("the frame was not complete {:?} after its first byte", self.config.frame_timeout);
        self.reject(connection, CloseReason::FrameTimeout, ErrorCode::Malformed, request_id, &text);
    }

    /// Answers bytes that are no valid frame. The connection closes after this reply.
    pub(super) fn reject(
        &mut self,
        connection: &mut Connection,
        reason: CloseReason,
        code: ErrorCode,
        request_id: u64,
        text: &str,
    ) {
        self.metrics.count_invalid_request();
        let mut last_words = Vec::new();
        put_error(&mut last_words, code, request_id, self.clock.wall_ms(), text);
        connection.end(last_words, reason);
        self.count_error(code, request_id, text);
    }

    pub(super) fn count_reply(&mut self, request: &Request) {
        self.metrics.replies += 1;
        let (name, len) = (request.work.reply_type().name(), request.frame.len());
        self.logger.debug("net.send", Some(request.id()), format_args!("{name} reply of {len} bytes"));
    }

    fn count_error(&mut self, code: ErrorCode, request_id: u64, text: &str) {
        self.metrics.count_error(code);
        let component = match code {
            ErrorCode::Busy | ErrorCode::Internal => "pool",
            ErrorCode::ShuttingDown => "server",
            _ => "protocol",
        };
        self.logger.warn(component, Some(request_id), format_args!("{}: {text}", code.name()));
    }
}
