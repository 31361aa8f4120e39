//! The way back: the requests that workers have finished, and that the event loop has not collected yet.
//!
//! Workers never use a socket. They put the reply here, and wake the loop only if it sleeps or is about to sleep. The
//! flag for that is under the same lock as the list, so the two cannot contradict each other: the worker that adds the
//! first reply after the loop has looked finds the flag set and wakes the loop. The others find it cleared.

use super::waker::Waker;
use crate::threads::Lock;
use std::io;
use std::mem;
use std::os::fd::{AsFd, BorrowedFd};

/// Finished requests on their way to an event loop, and the waker that announces them.
///
/// It has no bound of its own: it never holds more than the server has admitted.
///
/// ```
/// use capstone::net::Completions;
/// use capstone::net::sys::{PollFd, poll};
/// use std::os::fd::AsFd;
/// use std::sync::Arc;
///
/// let completions = Arc::new(Completions::new()?);
/// let worker = Arc::clone(&completions);
/// std::thread::spawn(move || worker.post("done"));
///
/// let mut finished = Vec::new();
/// while finished.is_empty() {
///     let mut pipe = [PollFd::new(completions.as_fd(), true, false)];
///     if completions.announce_sleep() {
///         poll(&mut pipe, None)?;
///     }
///     completions.collect(pipe[0].is_ready(), &mut finished);
/// }
/// assert_eq!(finished, ["done"]);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Completions<T> {
    state: Lock<State<T>>,
    waker: Waker,
}

#[derive(Debug)]
struct State<T> {
    finished: Vec<T>,
    /// The loop found nothing here and goes to poll; no worker has written to the pipe since.
    loop_sleeps: bool,
}

impl<T> Completions<T> {
    /// Nothing is finished, and the loop is awake.
    ///
    /// # Errors
    ///
    /// If the process has no descriptors left for the pipe.
    pub fn new() -> io::Result<Self> {
        let state = State { finished: Vec::new(), loop_sleeps: false };
        Ok(Self { state: Lock::new("completions", state), waker: Waker::new()? })
    }

    /// Adds one. At most one call for each sleep of the loop makes a system call.
    pub fn post(&self, completion: T) {
        let mut state = self.state.lock();
        state.finished.push(completion);
        let wake = mem::take(&mut state.loop_sleeps);
        drop(state);
        if wake {
            self.waker.wake();
        }
    }

    /// The loop calls this right before it polls. If nothing is finished it may sleep, and from then on the next
    /// [`post`](Self::post) wakes it. Returns whether it may.
    pub fn announce_sleep(&self) -> bool {
        let mut state = self.state.lock();
        state.loop_sleeps = state.finished.is_empty();
        state.loop_sleeps
    }

    /// Whether the list has something that the loop has not collected.
    pub fn has_finished(&self) -> bool {
        !self.state.lock().finished.is_empty()
    }

    /// The loop calls this when it is awake: from then on no worker rings. Moves everything from the list to `room`,
    /// which must be empty. The two lists are swapped, so that in the long run neither side allocates. `rung` says that
    /// the last poll saw a byte in the pipe; only then it is emptied.
    pub fn collect(&self, rung: bool, room: &mut Vec<T>) {
        debug_assert!(room.is_empty(), "completions would be handed out twice");
        if rung {
            self.waker.clear(); // before the look: a byte that comes after it stays for the next poll
        }
        let mut state = self.state.lock();
        state.loop_sleeps = false;
        mem::swap(&mut state.finished, room);
    }

    /// Makes the loop's current or next poll return.
    pub fn wake_loop(&self) {
        self.waker.wake();
    }
}

impl<T> AsFd for Completions<T> {
    /// The end of the pipe to poll for reading.
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.waker.as_fd()
    }
}
