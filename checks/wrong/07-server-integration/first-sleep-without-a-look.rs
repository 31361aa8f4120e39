//! lesson: 07
//! mistake: does not look at the list before the first sleep: the loop has handed nothing over yet, so nothing can be finished
//! expect: a completion that arrives before the loop goes to sleep must keep it awake
//! file: capstone/src/net/completions.rs
#[derive(Debug)]
struct State<T> {
    finished: Vec<T>,
    /// The loop found nothing here and goes to poll; no worker has written to the pipe since.
    loop_sleeps: bool,
    /// Whether the loop has announced a sleep before.
    has_slept: bool,
}

impl<T> Completions<T> {
    /// Nothing is finished, and the loop is awake.
    ///
    /// # Errors
    ///
    /// If the process has no descriptors left for the pipe.
    pub fn new() -> io::Result<Self> {
        let state = State { finished: Vec::new(), loop_sleeps: false, has_slept: false };
        Ok(Self { state: Lock::new("completions", state), waker: Waker::new()? })
    }

    pub fn announce_sleep(&self) -> bool {
        let mut state = self.state.lock();
        let is_first = !mem::replace(&mut state.has_slept, true);
        state.loop_sleeps = is_first || state.finished.is_empty();
        state.loop_sleeps
    }
}
