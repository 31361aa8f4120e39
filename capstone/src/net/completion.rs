//! What comes back of a request that was in the pool, or was run by the event loop itself.

use super::request::Work;
use super::slab::Token;
use std::time::{Duration, Instant};

/// A request that has been dealt with.
#[derive(Debug)]
pub(super) struct Completion {
    /// The connection it came from, if that still exists.
    pub(super) token: Token,
    pub(super) request_id: u64,
    pub(super) work: Work,
    /// The size of the request's frame in bytes, which counted against its connection.
    pub(super) request_len: usize,
    /// When the event loop had read the request.
    pub(super) arrived: Instant,
    /// How long it waited for a worker.
    pub(super) queue_wait: Duration,
    /// The whole frame of the reply; nothing if the job panicked.
    pub(super) reply: Option<Vec<u8>>,
}
