//! One request on its way through the pool: its task, and how a worker runs it.
//!
//! A request owns its frame, and the reply is made in the same memory. A panic in the work ends this request and no
//! other: it comes back without a reply.

use super::config::ServerConfig;
use super::envelope::{HEADER_LEN, MessageType};
use super::frame::{PREFIX_LEN, put_frame, request_id_of};
use super::slab::Token;
use super::work::{WorkError, WorkMode, WorkSpec};
use crate::observe::Logger;
use crate::sync::thread;
use crate::threads::drop_quietly;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::str::Utf8Error;
use std::time::{Duration, Instant};
use std::{fmt, hint};

/// A request that has been admitted.
#[derive(Debug)]
pub(super) struct Request {
    /// The connection it came from, if that still exists.
    pub(super) token: Token,
    pub(super) work: Work,
    /// The whole frame as it came; once the request is served, the whole frame of the reply.
    pub(super) frame: Vec<u8>,
    /// The size of the frame as it came, in bytes. So much counts against its connection.
    pub(super) len: usize,
    pub(super) state: RequestState,
}

/// How far a request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RequestState {
    /// No worker has begun it.
    Waiting,
    /// Its frame is the reply.
    Served,
    /// Its work panicked, and there is no reply.
    Panicked,
}

/// The task of the request.
#[derive(Debug, Clone, Copy)]
pub(super) enum Work {
    /// The reply has the same bytes.
    Echo { is_small: bool },
    /// The text, which is UTF-8, becomes an entry of the log.
    Log { is_small: bool },
    /// A worker sleeps, or computes.
    Spend(WorkSpec),
}

/// Why a request cannot be served as it stands. The text is meant for the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BadRequest {
    NotUtf8(Utf8Error),
    NoWork(WorkError),
    PanicForbidden,
    TooLong { asked: Duration, most: Duration },
}

/// Up to this many bytes of payload, moving them takes microseconds.
const SMALL: usize = 4 * 1024;

impl Work {
    pub(super) fn echo(payload: &[u8]) -> Self {
        Self::Echo { is_small: payload.len() <= SMALL }
    }

    /// # Errors
    ///
    /// [`BadRequest::NotUtf8`].
    pub(super) fn log(payload: &[u8]) -> Result<Self, BadRequest> {
        std::str::from_utf8(payload).map_err(BadRequest::NotUtf8)?;
        Ok(Self::Log { is_small: payload.len() <= SMALL })
    }

    /// # Errors
    ///
    /// [`BadRequest`], if the payload describes no work, or one that this server does not do.
    pub(super) fn spend(payload: &[u8], config: &ServerConfig) -> Result<Self, BadRequest> {
        let spec = WorkSpec::parse(payload).map_err(BadRequest::NoWork)?;
        if spec.mode == WorkMode::Panic && !config.allow_panic {
            return Err(BadRequest::PanicForbidden);
        }
        if spec.duration > config.max_work {
            return Err(BadRequest::TooLong { asked: spec.duration, most: config.max_work });
        }
        Ok(Self::Spend(spec))
    }

    /// Whether it takes microseconds, never sleeps, and never waits for another request. Such requests may go to a
    /// worker together. A request that takes long would delay those behind it, while other workers have nothing to do.
    pub(super) fn is_quick(self) -> bool {
        matches!(self, Self::Echo { is_small: true } | Self::Log { is_small: true })
    }

    /// Whether it keeps a CPU busy, as all requests do except those that sleep.
    pub(super) fn needs_cpu(self) -> bool {
        !matches!(self, Self::Spend(WorkSpec { mode: WorkMode::Sleep, .. }))
    }

    /// The type of the reply.
    pub(super) fn reply_type(self) -> MessageType {
        match self {
            Self::Echo { .. } => MessageType::Echo,
            Self::Log { .. } => MessageType::Log,
            Self::Spend(_) => MessageType::Work,
        }
    }
}

impl Request {
    pub(super) fn id(&self) -> u64 {
        request_id_of(&self.frame).unwrap_or(0)
    }

    /// Does the work and makes the reply.
    pub(super) fn serve(&mut self, logger: &Logger) {
        self.state = match catch_unwind(AssertUnwindSafe(|| self.make_reply(logger))) {
            Ok(()) => RequestState::Served,
            Err(payload) => {
                drop_quietly(payload);
                RequestState::Panicked
            }
        };
    }

    /// An ECHO or a WORK differs from its reply in the timestamp alone, which the event loop sets.
    fn make_reply(&mut self, logger: &Logger) {
        match self.work {
            Work::Echo { .. } => {}
            Work::Log { .. } => {
                let request_id = self.id();
                let text = String::from_utf8_lossy(&self.frame[PREFIX_LEN + HEADER_LEN..]);
                logger.info("client", Some(request_id), format_args!("{text}"));
                self.frame.clear();
                put_frame(&mut self.frame, MessageType::Log, request_id, 0, &[]);
            }
            Work::Spend(spec) => spend(spec),
        }
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

impl fmt::Display for BadRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8(error) => write!(f, "the text of a LOG must be UTF-8: {error}"),
            Self::NoWork(error) => error.fmt(f),
            Self::PanicForbidden => f.write_str("mode 2 (panic) works only under serve --allow-panic"),
            Self::TooLong { asked, most } => {
                write!(f, "a duration of {asked:?} is over the maximum of {most:?}")
            }
        }
    }
}

impl std::error::Error for BadRequest {}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests {
    use super::*;

    #[test]
    fn only_what_moves_few_bytes_is_quick() {
        let (small, large) = (vec![b'x'; SMALL], vec![b'x'; SMALL + 1]);
        for (payload, is_quick) in [(&small, true), (&large, false)] {
            assert_eq!(Work::echo(payload).is_quick(), is_quick);
            assert_eq!(Work::log(payload).unwrap().is_quick(), is_quick);
        }
        let nothing = WorkSpec { mode: WorkMode::Sleep, duration: Duration::ZERO };
        assert!(!Work::Spend(nothing).is_quick());
    }
}
