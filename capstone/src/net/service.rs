//! What becomes of a request: answered, refused, or given to the pool; and of a finished one: a reply.
//!
//! Here the bytes of a connection turn into requests and replies. No socket is touched: replies go to the connection's
//! outbox, and the event loop writes them.

mod answers;

use super::buffer::Buffer;
use super::clock::Clock;
use super::completion::Completion;
use super::config::ServerConfig;
use super::connection::Connection;
use super::envelope::{Header, MessageType};
use super::error_code::ErrorCode;
use super::executor::{Executor, most_jobs};
use super::frame::{Decoded, decode, set_timestamp};
use super::metrics::{CloseReason, Gauges, Metrics};
use super::request::{Office, Request, Work, is_quick};
use super::slab::Token;
use super::spare::SpareMemory;
use super::work::{WorkMode, WorkSpec};
use crate::observe::Contention;
use answers::Refusal;
use std::sync::Arc;
use std::time::Instant;

/// Everything of the server but the sockets.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) config: ServerConfig,
    pub(super) office: Arc<Office>,
    pub(super) executor: Executor,
    pub(super) metrics: Metrics,
    pub(super) clock: Clock,
    /// Requests admitted in this turn, submitted together at its end: one lock, one wake-up.
    batch: Vec<Request>,
    /// Requests admitted whose completion has not come back: those that wait and those that run.
    pub(super) in_pool: usize,
    /// Those of them that take microseconds.
    pub(super) quick_in_pool: usize,
    /// Those of them that keep a CPU busy, for however long.
    pub(super) cpu_in_pool: usize,
    /// Whether a request was refused for want of room. The loop takes note, and it back.
    pub(super) has_refused: bool,
    /// The locks' figures, and the turn in which they were added up.
    contention: Option<(Instant, Option<Contention>)>,
    pub(super) spare: SpareMemory,
    pub(super) draining: bool,
}

/// Frames of one connection that are served in one turn: one read may bring thousands.
const FRAMES_PER_TURN: usize = 64;

impl Service {
    pub(super) fn new(config: ServerConfig, office: Arc<Office>, executor: Executor) -> Self {
        Self {
            config,
            office,
            executor,
            metrics: Metrics::default(),
            clock: Clock::new(),
            batch: Vec::new(),
            in_pool: 0,
            quick_in_pool: 0,
            cpu_in_pool: 0,
            has_refused: false,
            contention: None,
            spare: SpareMemory::default(),
            draining: false,
        }
    }

    /// Serves as many frames of `bytes` as the connection's limits and its share of a turn allow. Returns how many bytes
    /// are done with.
    pub(super) fn serve(&mut self, token: Token, connection: &mut Connection, bytes: &[u8]) -> usize {
        let mut done = 0;
        for _ in 0..FRAMES_PER_TURN {
            done += connection.skip(bytes.len() - done);
            if connection.is_skipping() || !connection.may_take_request(&self.config) {
                return done;
            }
            let rest = &bytes[done..];
            match decode(rest, self.config.max_payload) {
                Ok(Decoded::Partial) => return done,
                Ok(Decoded::Frame { header, msg_type, payload, len }) => {
                    self.metrics.count_request(msg_type);
                    self.take_request(token, connection, header, msg_type, payload, &rest[..len]);
                    connection.end_frame();
                    done += len;
                    if msg_type == MessageType::Stats {
                        break; // it cost the loop as much as many others do
                    }
                }
                Ok(Decoded::UnknownType { header, len }) => {
                    self.metrics.count_unknown_request();
                    let text = format!("type {} is not one that can be requested", header.msg_type);
                    let refusal = Refusal(ErrorCode::UnknownType, text);
                    self.refuse(&mut connection.outbox, header.request_id, &refusal);
                    connection.begin_skip(len);
                }
                Err(violation) => {
                    let code = violation.code();
                    let text = violation.to_string();
                    self.reject(connection, CloseReason::Protocol, code, violation.request_id(), &text);
                    return bytes.len();
                }
            }
        }
        connection.has_had_its_turn = done < bytes.len();
        done
    }

    /// Hands over what this turn has admitted.
    pub(super) fn submit(&mut self) {
        self.executor.submit(&mut self.batch);
    }

    /// Turns a completion into a reply. Its connection may be gone by now; the reply counts all the same.
    pub(super) fn complete(&mut self, connection: Option<&mut Connection>, completion: Completion) {
        let Completion { request_id, work, request_len, arrived, queue_wait, reply, .. } = completion;
        let msg_type = work.msg_type();
        self.in_pool -= 1;
        self.quick_in_pool -= usize::from(is_quick(msg_type));
        self.cpu_in_pool -= usize::from(work.needs_cpu());
        self.metrics.queue_wait.record(queue_wait);
        self.metrics.request_time.record(self.clock.real().saturating_duration_since(arrived));
        match &reply {
            Some(_) => self.metrics.jobs_completed += 1,
            None => self.metrics.jobs_panicked += 1,
        }
        let mut nobody = Buffer::default();
        let outbox = match connection {
            Some(connection) => {
                connection.end_request(request_len);
                &mut connection.outbox
            }
            None => &mut nobody,
        };
        if let Some(mut frame) = reply {
            set_timestamp(&mut frame, self.clock.wall_ms());
            self.count_reply(msg_type, request_id, frame.len());
            self.spare.put(outbox.append(frame));
        } else {
            let refusal = Refusal(ErrorCode::Internal, "the request made its worker panic".to_owned());
            self.refuse(outbox, request_id, &refusal);
        }
    }

    fn take_request(
        &mut self,
        token: Token,
        connection: &mut Connection,
        header: Header,
        msg_type: MessageType,
        payload: &[u8],
        frame: &[u8],
    ) {
        let request_id = header.request_id;
        let logger = &self.office.logger;
        logger.debug(
            "net.recv",
            Some(request_id),
            format_args!("{} of {} bytes", msg_type.name(), frame.len()),
        );
        if msg_type == MessageType::Stats {
            return self.answer_stats(connection, request_id);
        }
        match self.admit(msg_type, payload) {
            Ok(work) => {
                connection.begin_request(frame.len());
                self.in_pool += 1;
                self.quick_in_pool += usize::from(is_quick(msg_type));
                self.cpu_in_pool += usize::from(work.needs_cpu());
                self.metrics.jobs_accepted += 1;
                self.batch.push(Request {
                    token,
                    request_id,
                    work,
                    arrived: self.clock.real(),
                    frame: self.spare.copy_of(frame),
                    office: Arc::clone(&self.office),
                });
            }
            Err(refusal) => self.refuse(&mut connection.outbox, request_id, &refusal),
        }
    }

    /// Decides whether a request may go to the pool, and as what.
    fn admit(&mut self, msg_type: MessageType, payload: &[u8]) -> Result<Work, Refusal> {
        if self.draining {
            return Err(Refusal(ErrorCode::ShuttingDown, "the server is shutting down".to_owned()));
        }
        let work = self.check(msg_type, payload).map_err(|text| Refusal(ErrorCode::BadRequest, text))?;
        // Counting requests instead of asking the queue makes the limit exact. The queue may be full for an instant
        // only because a worker that has nothing to do has not woken up yet: nobody is refused for that.
        if self.is_full() {
            self.has_refused = true;
            let queue = self.config.queue;
            return Err(Refusal(ErrorCode::Busy, format!("server busy: queue full ({queue}/{queue})")));
        }
        Ok(work)
    }

    /// Whether every worker has a request and the queue is full. Without workers nothing waits, so nothing is full.
    pub(super) fn is_full(&self) -> bool {
        self.in_pool >= most_jobs(&self.config) && !self.executor.is_inline()
    }

    /// What the payload asks for, or what is wrong with it.
    fn check(&self, msg_type: MessageType, payload: &[u8]) -> Result<Work, String> {
        match msg_type {
            MessageType::Log => match std::str::from_utf8(payload) {
                Ok(_) => Ok(Work::Log),
                Err(error) => Err(format!("the text of a LOG must be UTF-8: {error}")),
            },
            MessageType::Work => {
                let spec = WorkSpec::parse(payload).map_err(|error| error.to_string())?;
                if spec.mode == WorkMode::Panic && !self.config.allow_panic {
                    return Err("mode 2 (panic) works only under serve --allow-panic".to_owned());
                }
                let most = self.config.max_work;
                if spec.duration > most {
                    return Err(format!("a duration of {:?} is over the maximum of {most:?}", spec.duration));
                }
                Ok(Work::Spend(spec))
            }
            // STATS is answered elsewhere, and the decoder lets no ERROR through.
            MessageType::Echo | MessageType::Stats | MessageType::Error => Ok(Work::Echo),
        }
    }

    /// The metrics as they are now; the locks' figures as the first who asked in this turn got them. Adding those up
    /// takes longer than all the rest, and a crowd that asks for STATS must not get that done for each of its members.
    pub(super) fn metrics_text(&mut self) -> String {
        let turn = self.clock.real();
        if self.contention.as_ref().is_none_or(|(at, _)| *at != turn) {
            self.contention = Some((turn, Contention::so_far()));
        }
        let contention = self.contention.as_ref().and_then(|(_, contention)| contention.as_ref());
        // By definition a worker that has nothing to do takes what waits, though it may need some microseconds to do
        // so. Seen like this, depth and busy workers fit each other in every snapshot.
        let workers_busy = self.in_pool.min(self.config.workers);
        let gauges = Gauges {
            queue_depth: self.in_pool - workers_busy,
            queue_capacity: self.config.queue,
            workers: self.config.workers,
            workers_busy,
            log_entries_dropped: self.office.logger.dropped(),
        };
        self.metrics.render(gauges, contention)
    }
}
