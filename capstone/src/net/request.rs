//! One request on its way through the pool: what a worker does with it.
//!
//! A request carries its own frame, and the reply is made of it in place. Whatever happens to it, it comes back: if
//! the work panics, the unwinding itself posts the completion, without a reply in it.

use super::completion::Completion;
use super::completions::Completions;
use super::envelope::{HEADER_LEN, MessageType};
use super::frame::{PREFIX_LEN, put_frame};
use super::slab::Token;
use super::work::{WorkMode, WorkSpec};
use crate::observe::{Level, Logger};
use crate::sync::thread;
use crate::threads::Job;
use std::hint;
use std::sync::Arc;
use std::time::Instant;

/// A request that has been admitted.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) token: Token,
    pub(super) request_id: u64,
    pub(super) work: Work,
    /// When the event loop had read it.
    pub(super) arrived: Instant,
    /// The whole frame as it came.
    pub(super) frame: Vec<u8>,
    pub(super) office: Arc<Office>,
}

/// What there is to do.
#[derive(Debug, Clone, Copy)]
pub(super) enum Work {
    Echo,
    /// The payload is UTF-8: the event loop has looked.
    Log,
    Spend(WorkSpec),
}

/// Where workers bring what they have done.
#[derive(Debug)]
pub(super) struct Office {
    pub(super) completions: Completions<Completion>,
    pub(super) logger: Logger,
}

impl Job for Request {
    fn run(self) {
        let Request { token, request_id, work, arrived, mut frame, office } = self;
        let queue_wait = arrived.elapsed();
        let mut outcome = Outcome {
            office,
            completion: Some(Completion {
                token,
                request_id,
                work,
                request_len: frame.len(),
                arrived,
                queue_wait,
                reply: None,
            }),
        };
        outcome.trace(|| format!("taken by {} after {queue_wait:.1?} in the queue", thread_name()));
        match work {
            Work::Echo => {}
            Work::Log => {
                let text = String::from_utf8_lossy(&frame[PREFIX_LEN + HEADER_LEN..]);
                outcome.office.logger.info("client", Some(request_id), format_args!("{text}"));
                frame.clear();
                put_frame(&mut frame, MessageType::Log, request_id, 0, &[]);
            }
            Work::Spend(spec) => spend(spec),
        }
        outcome.trace(|| format!("done by {}, {:.1?} after it was read", thread_name(), arrived.elapsed()));
        outcome.reply_with(frame);
    }

    fn is_quick(&self) -> bool {
        is_quick(self.work.msg_type())
    }
}

/// An ECHO or a LOG moves bytes and nothing else: it takes microseconds. Any other work may sleep.
pub(super) fn is_quick(msg_type: MessageType) -> bool {
    matches!(msg_type, MessageType::Echo | MessageType::Log)
}

impl Work {
    pub(super) fn msg_type(self) -> MessageType {
        match self {
            Work::Echo => MessageType::Echo,
            Work::Log => MessageType::Log,
            Work::Spend(_) => MessageType::Work,
        }
    }

    /// Whether it keeps a CPU busy, as all do but those that sleep.
    pub(super) fn needs_cpu(self) -> bool {
        !matches!(self, Work::Spend(WorkSpec { mode: WorkMode::Sleep, .. }))
    }
}

/// Does what a WORK request asks for.
fn spend(spec: WorkSpec) {
    match spec.mode {
        WorkMode::Sleep => thread::sleep(spec.duration),
        WorkMode::Spin => {
            let start = Instant::now();
            while start.elapsed() < spec.duration {
                hint::spin_loop();
            }
        }
        WorkMode::Panic => panic!("a WORK request asked for a panic"),
    }
}

fn thread_name() -> String {
    thread::current().name().unwrap_or("unnamed").to_owned()
}

/// Posts the completion when it is dropped: at the end of the job, or while its panic unwinds.
struct Outcome {
    office: Arc<Office>,
    /// There until the drop takes it out.
    completion: Option<Completion>,
}

impl Outcome {
    fn reply_with(&mut self, frame: Vec<u8>) {
        if let Some(completion) = &mut self.completion {
            completion.reply = Some(frame);
        }
    }

    /// Follows the request through the log. `message` is called only if somebody wants to read it.
    fn trace(&self, message: impl FnOnce() -> String) {
        if self.office.logger.enabled(Level::Debug) {
            let request_id = self.completion.as_ref().map(|completion| completion.request_id);
            self.office.logger.debug("pool", request_id, format_args!("{}", message()));
        }
    }
}

impl Drop for Outcome {
    fn drop(&mut self) {
        if let Some(completion) = self.completion.take() {
            self.office.completions.post(completion);
        }
    }
}
