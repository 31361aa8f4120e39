//! The way back: what workers have finished, and the event loop has not collected.
//!
//! Workers never touch a socket. They put the reply here and, only if the loop is about to sleep or sleeps, wake it.
//! Whether it sleeps is told under the same lock as the list, so the two cannot contradict each other: a worker that
//! adds the first reply after the loop has looked sees that it must wake it, and the others see that this is done.

use super::envelope::MessageType;
use super::slab::Token;
use super::waker::Waker;
use crate::threads::Lock;
use std::io;
use std::mem;
use std::os::fd::{AsFd, BorrowedFd};
use std::time::{Duration, Instant};

/// A request that a worker has dealt with.
#[derive(Debug)]
pub(super) struct Completion {
    /// The connection it came from, if that still exists.
    pub(super) token: Token,
    pub(super) request_id: u64,
    pub(super) msg_type: MessageType,
    /// The size of the request's frame in bytes, which counted against its connection.
    pub(super) request_len: usize,
    /// When the event loop had read the request.
    pub(super) arrived: Instant,
    /// How long it waited for a worker.
    pub(super) queue_wait: Duration,
    /// The whole frame of the reply; nothing if the job panicked.
    pub(super) reply: Option<Vec<u8>>,
}

/// Finished requests on their way to the event loop, and the bell that announces them.
///
/// Its bound is the number of jobs that the server lets into the pool.
#[derive(Debug)]
pub(super) struct Completions {
    state: Lock<State>,
    waker: Waker,
}

#[derive(Debug, Default)]
struct State {
    finished: Vec<Completion>,
    /// The loop found nothing here and is on its way into poll; nobody has written to the pipe since.
    loop_sleeps: bool,
}

impl Completions {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self { state: Lock::new("completions", State::default()), waker: Waker::new()? })
    }

    /// Adds one. At most one call for each sleep of the loop makes a system call.
    pub(super) fn post(&self, completion: Completion) {
        let mut state = self.state.lock();
        state.finished.push(completion);
        let wake = mem::take(&mut state.loop_sleeps);
        drop(state);
        if wake {
            self.waker.wake();
        }
    }

    /// Takes all in exchange for the empty `room`, so that in the long run neither side allocates.
    pub(super) fn take(&self, room: &mut Vec<Completion>) {
        debug_assert!(room.is_empty(), "completions would be handed out twice");
        mem::swap(&mut self.state.lock().finished, room);
    }

    /// Asked by the loop right before it polls: may it sleep? From a yes on, the next `post` wakes it.
    pub(super) fn may_sleep(&self) -> bool {
        let mut state = self.state.lock();
        state.loop_sleeps = state.finished.is_empty();
        state.loop_sleeps
    }

    /// Called by the loop when poll has returned: it will look by itself now. `rung` says that the pipe has a byte.
    pub(super) fn awake(&self, rung: bool) {
        self.state.lock().loop_sleeps = false;
        if rung {
            self.waker.drain();
        }
    }

    /// Makes the loop's current or next poll return.
    pub(super) fn wake_loop(&self) {
        self.waker.wake();
    }
}

impl AsFd for Completions {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.waker.as_fd()
    }
}
