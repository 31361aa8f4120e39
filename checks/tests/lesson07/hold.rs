//! Holds up threads of the server where they write to the log, for as long as a [`Hold`] lives.
//!
//! A log asks its clock for the time in the thread that logs. A LOG request is logged by whoever runs it: so
//! its job lasts until the check lets go, and no check has to guess how long a job will take.

use crate::server::LOOP;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::SystemTime;

#[derive(Clone, Copy, PartialEq)]
enum Whom {
    Nobody,
    TheLoop,
    /// All threads but the loop's, whatever their names.
    Workers,
}

struct State {
    whom: Whom,
    held: usize,
}

static STATE: Mutex<State> = Mutex::new(State { whom: Whom::Nobody, held: 0 });
/// With `STATE`: nobody is held up any more.
static RELEASED: Condvar = Condvar::new();

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn clock() -> SystemTime {
    let me = if thread::current().name() == Some(LOOP) { Whom::TheLoop } else { Whom::Workers };
    let mut state = state();
    state.held += 1;
    state = RELEASED.wait_while(state, |state| state.whom == me).unwrap_or_else(PoisonError::into_inner);
    state.held -= 1;
    SystemTime::now()
}

/// While it lives, a LOG request does not come to its end.
pub(crate) struct Hold(());

impl Hold {
    pub(crate) fn workers() -> Self {
        state().whom = Whom::Workers;
        Self(())
    }

    pub(crate) fn the_loop() -> Self {
        state().whom = Whom::TheLoop;
        Self(())
    }

    /// How many threads are held up now.
    pub(crate) fn held(&self) -> usize {
        state().held
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        state().whom = Whom::Nobody;
        RELEASED.notify_all();
    }
}
