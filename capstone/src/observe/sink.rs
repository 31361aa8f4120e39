//! Writing without waiting: callers put entries into a bounded buffer, and one thread writes them to the target.
//!
//! A target (a file, a terminal, a pipe) may block or fail at any moment, and an event loop must notice neither.
//! Invariant: the lock is held for a copy in memory, never across a write. What does not fit is dropped and counted: if
//! a log waited, a slow disk would make a slow server. The reason why a target failed is not reported.

use super::carrier::{Carrier, Chunk};
use crate::deadline;
use crate::sync::thread::{self, JoinHandle};
use crate::threads::{Condition, Lock};
use std::fmt;
use std::io::{self, Write};
use std::mem;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A bounded way to a target that may block. Share it in an [`Arc`].
///
/// ```
/// use capstone::observe::{Blocking, Sink};
/// use std::time::Duration;
///
/// let stdout = Sink::new("stdout", 1024, Blocking::stdout()?)?;
/// assert!(stdout.push(b"listening on 127.0.0.1:9000\n"));
/// assert!(stdout.flush(Duration::from_secs(1)));
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Sink {
    shared: Arc<Shared>,
    /// `None` only while the sink is being dropped.
    writer: Option<JoinHandle<()>>,
}

struct Shared {
    /// Most bytes that wait; while the writer is inside a write, as many again.
    capacity: usize,
    state: Lock<State>,
    /// With `state`: `waiting` has entries, or `reopen`, or `closed`. Only the writer waits here.
    not_empty: Condition,
    /// With `state`: `settled` grew, or `ended`. Notified only if there are `watchers`.
    progress: Condition,
}

#[derive(Default)]
struct State {
    /// Pushed, and not yet taken by the writer.
    waiting: Chunk,
    /// A push that leaves more bytes than this in `waiting` has to wake the writer.
    wake_above: usize,
    /// The writer is to go on with another target before it takes the next entries.
    reopen: bool,
    /// The sink is being dropped: the writer ends as soon as nothing waits.
    closed: bool,
    ended: bool,
    /// How many threads wait for `progress`.
    watchers: usize,
    /// Entries that found room, ever.
    accepted: u64,
    /// Those of them that the target has taken or lost.
    settled: u64,
    /// Entries that found no room, and those that the target lost.
    dropped: u64,
}

/// How long entries may gather while many of them come. After a pause the first is written at once.
const LINGER: Duration = Duration::from_millis(5);

/// How long dropping a sink waits for its target.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);

impl Sink {
    /// Starts a thread called `name` that writes to `target`. `capacity` is the most bytes that may wait for
    /// it.
    ///
    /// # Errors
    ///
    /// The system has no thread left to give.
    pub fn new(name: &'static str, capacity: usize, target: impl Write + Send + 'static) -> io::Result<Self> {
        Self::start(name, capacity, Carrier::new(target))
    }

    /// As [`new`](Self::new), with a carrier that may know how to [`reopen`](Self::reopen) its target.
    pub(super) fn start(
        name: &'static str,
        capacity: usize,
        carrier: Carrier<impl Write + Send + 'static>,
    ) -> io::Result<Self> {
        let state = State { waiting: Chunk::with_capacity(capacity), ..State::default() };
        let shared = Arc::new(Shared {
            capacity,
            state: Lock::new(name, state),
            not_empty: Condition::new("sink_not_empty"),
            progress: Condition::new("sink_progress"),
        });
        let writer = thread::Builder::new().name(name.to_owned()).spawn({
            let shared = Arc::clone(&shared);
            move || shared.write_until_closed(carrier)
        })?;
        Ok(Self { shared, writer: Some(writer) })
    }

    /// Leaves an entry, which is whole lines with the last one's newline, for the writer. False if there is
    /// no room: then it is dropped, and counted. Never waits for the target.
    pub fn push(&self, entry: &[u8]) -> bool {
        debug_assert!(entry.ends_with(b"\n"), "an entry is whole lines");
        let mut state = self.shared.state.lock();
        let fits = state.waiting.size() + entry.len() <= self.shared.capacity;
        if fits {
            state.waiting.push(entry);
            state.accepted += 1;
        } else {
            state.dropped += 1;
        }
        let wake = state.waiting.size() > state.wake_above;
        if wake {
            state.wake_above = usize::MAX; // once is enough
        }
        // Unlock first, or the writer would wake only to wait for the lock.
        drop(state);
        if wake {
            self.shared.not_empty.notify_one();
        }
        fits
    }

    /// Tells the writer to open its target anew, if it is a file with a name, and to go on there. Returns at once: opening
    /// may take its time.
    pub fn reopen(&self) {
        self.shared.state.lock().reopen = true;
        self.shared.not_empty.notify_one();
    }

    /// Entries that never reached the target whole: no room, or a failed write.
    pub fn dropped(&self) -> u64 {
        self.shared.state.lock().dropped
    }

    /// Waits until the target has taken, or lost, all that was pushed before. False if `timeout` passes first, which
    /// `Duration::MAX` never does.
    pub fn flush(&self, timeout: Duration) -> bool {
        let pushed = self.shared.state.lock().accepted;
        self.shared.wait_for(timeout, |state| state.settled >= pushed)
    }
}

impl Shared {
    /// The loop of the writer.
    fn write_until_closed(&self, mut carrier: Carrier<impl Write>) {
        // The two chunks are swapped each time: once they have grown, nothing more is allocated.
        let mut chunk = Chunk::with_capacity(self.capacity);
        while let Some(reopen) = self.take(&mut chunk) {
            let unsaid = if reopen { carrier.reopen() } else { 0 };
            let lost = unsaid + carrier.carry(&chunk);
            self.update(|state| {
                state.settled += chunk.entries();
                state.dropped += lost;
            });
            chunk.clear();
            self.linger();
        }
        self.update(|state| state.ended = true);
    }

    /// Swaps the empty chunk for the one that waits, once that has entries or the target is to be opened anew, and says
    /// whether it is. `None` if the sink is closed and there is nothing left to do.
    fn take(&self, chunk: &mut Chunk) -> Option<bool> {
        let mut state = self.state.lock();
        state.wake_above = 0;
        let nothing_to_do = |state: &mut State| state.waiting.size() == 0 && !state.reopen && !state.closed;
        state = self.not_empty.wait_while(state, nothing_to_do);
        state.wake_above = usize::MAX;
        mem::swap(&mut state.waiting, chunk);
        let reopen = mem::take(&mut state.reopen);
        (reopen || chunk.size() > 0).then_some(reopen)
    }

    /// Lets entries gather after a write, as long as no thread waits for them and there is room.
    ///
    /// Waking a thread is a system call, and takes ten times as long as everything else a push does. If the writer
    /// slept after each entry, each push would make that call; this way, under load, none does.
    fn linger(&self) {
        let (deadline, half) = (Instant::now() + LINGER, self.capacity / 2);
        let mut state = self.state.lock();
        let mut late = false;
        state.wake_above = half;
        while !late && !state.closed && state.watchers == 0 && state.waiting.size() <= half {
            (state, late) = self.not_empty.wait_until(state, deadline);
        }
    }

    fn update(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state.lock();
        change(&mut state);
        let watched = state.watchers > 0;
        drop(state);
        if watched {
            self.progress.notify_all();
        }
    }

    /// Waits until `done` says so of the state; false if `timeout` passes first.
    fn wait_for(&self, timeout: Duration, done: impl Fn(&State) -> bool) -> bool {
        let deadline = deadline::after(Instant::now(), timeout);
        self.state.lock().watchers += 1;
        self.not_empty.notify_one(); // the writer may linger
        let mut state = self.state.lock();
        let mut late = false;
        while !done(&state) && !late {
            (state, late) = self.progress.wait_until(state, deadline);
        }
        state.watchers -= 1;
        done(&state)
    }
}

impl Drop for Sink {
    /// Waits a second at most, then detaches a blocked writer: it holds nothing that another thread needs.
    fn drop(&mut self) {
        self.shared.state.lock().closed = true;
        self.shared.not_empty.notify_one();
        if self.shared.wait_for(CLOSE_TIMEOUT, |state| state.ended) {
            // Nothing is left for it but to return.
            let _ = self.writer.take().map(JoinHandle::join);
        }
    }
}

impl fmt::Debug for Sink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sink").finish_non_exhaustive()
    }
}

#[cfg(all(test, feature = "shuttle"))]
mod models;

#[cfg(all(test, not(feature = "shuttle")))]
mod tests;
