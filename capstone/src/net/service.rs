//! What the server does with a request: it answers, refuses or submits it. One that comes back becomes a reply.
//!
//! Here the bytes of a connection become requests and replies. This part uses no socket: replies go to the connection's
//! outbox, and the event loop writes them.

mod answers;

use super::admission::Admission;
use super::batch::{Batch, WorkerContext};
use super::buffer::Buffer;
use super::connection::Connection;
use super::context::Context;
use super::envelope::{HEADER_LEN, RequestType};
use super::error_code::ErrorCode;
use super::executor::Executor;
use super::frame::{Decoded, PREFIX_LEN, decode, set_timestamp};
use super::metrics::CloseReason;
use super::request::RequestState::{self, Waiting};
use super::request::{BadRequest, Request, Work};
use super::slab::Token;
use crate::observe::Contention;
use std::sync::Arc;
use std::time::Instant;

/// Everything of the server except the sockets.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) worker_context: Arc<WorkerContext>,
    pub(super) executor: Executor,
    pub(super) admission: Admission,
    /// Requests admitted in this turn, submitted together at its end: one lock, one wake-up.
    batches: Vec<Batch>,
    /// The memory of earlier batches, for the next ones.
    spare_batches: Vec<Vec<Request>>,
    /// The locks' figures, and the turn in which they were added up.
    contention: Option<(Instant, Option<Contention>)>,
}

/// Frames of one connection that are served in one turn: one read may bring thousands.
const FRAMES_PER_TURN: usize = 64;

impl Service {
    pub(super) fn new(executor: Executor, admission: Admission, worker_context: Arc<WorkerContext>) -> Self {
        let (batches, spare_batches) = (Vec::new(), Vec::new());
        Self { worker_context, executor, admission, batches, spare_batches, contention: None }
    }

    /// Serves as many frames of `bytes` as the connection's limits and its share of a turn allow. Returns how many bytes
    /// are done with.
    pub(super) fn serve(
        &mut self,
        context: &mut Context,
        token: Token,
        connection: &mut Connection,
        bytes: &[u8],
    ) -> usize {
        let mut done = 0;
        for _ in 0..FRAMES_PER_TURN {
            done += connection.skip(bytes.len() - done);
            if connection.is_skipping() || !connection.may_take_request(&context.config) {
                return done;
            }
            let rest = &bytes[done..];
            match decode(rest, context.config.max_payload) {
                Ok(Decoded::Partial) => return done,
                Ok(Decoded::Frame { header, msg_type: request_type, payload, len }) => {
                    let admitted =
                        self.take_request(context, connection, request_type, header.request_id, payload);
                    if let Some(work) = admitted {
                        let frame = context.spare.copy_of(&rest[..len]);
                        self.enqueue(
                            Request { token, work, frame, len, state: Waiting },
                            context.clock.real(),
                        );
                    }
                    done += len;
                    if request_type == RequestType::Stats {
                        break; // it cost the loop as much as many others do
                    }
                }
                Ok(Decoded::UnknownType { header, len }) => {
                    self.refuse_unknown(context, connection, &header);
                    connection.begin_skip(len);
                }
                Err(violation) => {
                    let (code, id) = (violation.code(), violation.request_id());
                    context.reject(connection, CloseReason::Protocol, code, id, &violation.to_string());
                    return bytes.len();
                }
            }
        }
        connection.budget_spent = done < bytes.len();
        done
    }

    /// Serves a whole frame that has memory of its own: the request takes it over.
    pub(super) fn serve_large(
        &mut self,
        context: &mut Context,
        token: Token,
        connection: &mut Connection,
        frame: Vec<u8>,
    ) {
        let Ok(Decoded::Frame { header, msg_type, payload, len }) =
            decode(&frame, context.config.max_payload)
        else {
            return debug_assert!(false, "its header was judged when it came");
        };
        match self.take_request(context, connection, msg_type, header.request_id, payload) {
            Some(work) => {
                self.enqueue(Request { token, work, frame, len, state: Waiting }, context.clock.real());
            }
            None => context.spare.put(frame),
        }
    }

    /// Submits the requests that this turn has admitted. Those that are finished already are added to `finished`.
    pub(super) fn submit(&mut self, finished: &mut Vec<Batch>) {
        self.executor.submit(&mut self.batches, &self.worker_context, finished);
    }

    /// Records how long the requests of a batch have taken: they waited together, and they come back together.
    pub(super) fn record_times(&self, context: &mut Context, batch: &Batch) {
        let Some(begun) = batch.begun else { return };
        let count = batch.requests.len() as u32;
        let (waited, took) = (begun - batch.arrived, context.clock.real().max(begun) - batch.arrived);
        context.metrics.queue_wait.record_times(waited, count);
        context.metrics.request_time.record_times(took, count);
    }

    /// Makes a reply from a request that has come back. Its connection may be closed by now; the reply counts all the
    /// same. `was_begun` says whether a worker has begun it.
    pub(super) fn complete(
        &mut self,
        context: &mut Context,
        connection: Option<&mut Connection>,
        mut request: Request,
        was_begun: bool,
    ) {
        self.admission.leave(request.work);
        let mut nobody = Buffer::default();
        let outbox = match connection {
            Some(connection) => {
                connection.end_request(request.len);
                &mut connection.outbox
            }
            None => &mut nobody,
        };
        match request.state {
            RequestState::Served => {
                context.metrics.jobs_completed += 1;
                set_timestamp(&mut request.frame, context.clock.wall_ms());
                context.count_reply(&request);
                context.spare.put(outbox.append(request.frame));
            }
            // Discarded by a shutdown whose deadline has passed. No client waits for a reply any more.
            Waiting if !was_begun => context.metrics.jobs_discarded += 1,
            Waiting | RequestState::Panicked => {
                context.metrics.jobs_panicked += 1;
                let text = "the request made its worker panic";
                context.refuse(outbox, request.id(), ErrorCode::Internal, text);
            }
        }
    }

    /// Takes the memory of a batch back.
    pub(super) fn recycle(&mut self, room: Vec<Request>) {
        // It keeps as many as one turn can need, and not all that a burst has used.
        if self.spare_batches.len() < 64 {
            self.spare_batches.push(room);
        }
    }

    /// Answers a request, or returns what there is to do for it: then it is admitted.
    fn take_request(
        &mut self,
        context: &mut Context,
        connection: &mut Connection,
        request_type: RequestType,
        request_id: u64,
        payload: &[u8],
    ) -> Option<Work> {
        connection.end_frame();
        context.metrics.count_request(request_type);
        let frame_len = PREFIX_LEN + HEADER_LEN + payload.len();
        context.logger.debug(
            "net.recv",
            Some(request_id),
            format_args!("{} of {frame_len} bytes", request_type.name()),
        );
        let work = match request_type {
            RequestType::Stats => {
                self.answer_stats(context, connection, request_id);
                return None;
            }
            RequestType::Echo => Ok(Work::echo(payload)),
            RequestType::Log => Work::log(payload),
            RequestType::Work => Work::spend(payload, &context.config),
        };
        match self.admit(context, work) {
            Ok(work) => {
                connection.begin_request(frame_len);
                context.metrics.jobs_accepted += 1;
                Some(work)
            }
            Err((code, text)) => {
                context.refuse(&mut connection.outbox, request_id, code, &text);
                None
            }
        }
    }

    /// Decides whether a request may go to the pool. If not: the code, and the text for the client.
    fn admit(
        &mut self,
        context: &Context,
        work: Result<Work, BadRequest>,
    ) -> Result<Work, (ErrorCode, String)> {
        // A client that is told that the server ends need not correct its request.
        if self.admission.is_closed() {
            return Err(Self::shutting_down());
        }
        let work = work.map_err(|error| (ErrorCode::BadRequest, error.to_string()))?;
        if !self.admission.enter(work) {
            let queue = context.config.queue;
            return Err((ErrorCode::Busy, format!("server busy: queue full ({queue}/{queue})")));
        }
        Ok(work)
    }

    fn enqueue(&mut self, request: Request, arrived: Instant) {
        let rejected = match self.batches.last_mut() {
            Some(batch) => batch.add(request, arrived).err(),
            None => Some(request),
        };
        if let Some(request) = rejected {
            let room = self.spare_batches.pop().unwrap_or_default();
            self.batches.push(Batch::of(request, arrived, room));
        }
    }
}
