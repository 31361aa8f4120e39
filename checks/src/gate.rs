//! A place where a check holds up the jobs that it has handed in, so that they run when it likes.
//!
//! The standard mutex and condition variable on purpose: a check of lesson 5 must not fail because the latch of
//! lesson 3 does.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// A gate that jobs wait at. Dropping it opens it, so that a check that fails leaves no job behind it.
///
/// Whoever joins the waiting threads by being dropped, a pool for instance, has to be dropped later: declare it
/// first.
///
/// ```
/// use checks::{Gate, join, spawn_named, until};
///
/// let gate = Gate::new();
/// let pass = gate.pass();
/// let job = spawn_named("job", move || pass.wait());
/// until("the job waits at the gate", || gate.waiting() == 1);
/// gate.open();
/// join(job);
/// ```
#[derive(Debug, Default)]
pub struct Gate {
    pass: Pass,
}

/// A job's handle on a [`Gate`]: it waits there, or opens it for others.
#[derive(Debug, Clone, Default)]
pub struct Pass {
    shared: Arc<(Mutex<State>, Condvar)>,
}

#[derive(Debug, Default)]
struct State {
    open: bool,
    waiting: usize,
}

impl Gate {
    /// A closed gate.
    pub fn new() -> Self {
        Self::default()
    }

    /// A handle for a job.
    pub fn pass(&self) -> Pass {
        self.pass.clone()
    }

    /// How many threads wait at the gate now.
    pub fn waiting(&self) -> usize {
        self.pass.state().waiting
    }

    /// Lets everyone through, now and later.
    pub fn open(&self) {
        self.pass.open();
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.open();
    }
}

impl Pass {
    /// Waits until the gate is open.
    pub fn wait(&self) {
        let mut state = self.state();
        state.waiting += 1;
        let mut state =
            self.shared.1.wait_while(state, |state| !state.open).unwrap_or_else(PoisonError::into_inner);
        state.waiting -= 1;
    }

    /// Lets everyone through, now and later.
    pub fn open(&self) {
        self.state().open = true;
        self.shared.1.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
