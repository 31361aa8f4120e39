//! Holds up threads of the server where they write to the log, for as long as a [`Hold`] lives.
//!
//! A log asks its clock for the time in the thread that logs. A LOG request is logged by whoever runs it: so
//! its job lasts until the check lets go, and no check has to guess how long a job will take.

use crate::server::LOOP;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
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
    /// How many entries from here on a worker panics that writes to the log; 0 if none does.
    entries_to_a_panic: usize,
}

static STATE: Mutex<State> = Mutex::new(State { whom: Whom::Nobody, held: 0, entries_to_a_panic: 0 });
/// With `STATE`: nobody is held up any more.
static RELEASED: Condvar = Condvar::new();

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn clock() -> SystemTime {
    let me = if thread::current().name() == Some(LOOP) { Whom::TheLoop } else { Whom::Workers };
    let mut state = state();
    if me == Whom::Workers && state.entries_to_a_panic > 0 {
        state.entries_to_a_panic -= 1;
        if state.entries_to_a_panic == 0 {
            drop(state);
            resume_unwind(Box::new(Payload)); // like `panic!`, but nothing is printed
        }
    }
    state.held += 1;
    state = RELEASED.wait_while(state, |state| state.whom == me).unwrap_or_else(PoisonError::into_inner);
    state.held -= 1;
    SystemTime::now()
}

/// The payload of a panic, which panics once more when it is dropped; but not amid another panic, which would abort.
struct Payload;

static PAYLOADS_DROPPED: AtomicUsize = AtomicUsize::new(0);

impl Drop for Payload {
    fn drop(&mut self) {
        PAYLOADS_DROPPED.fetch_add(1, SeqCst);
        if !thread::panicking() {
            resume_unwind(Box::new("this payload fails, too"));
        }
    }
}

/// Lets the entry panic that a worker writes to the log after so many others: a LOG request, or, if it traces its work,
/// what it does.
pub(crate) fn let_one_panic_after(entries: usize) {
    state().entries_to_a_panic = entries + 1;
}

/// Lets the next one panic.
pub(crate) fn let_one_panic() {
    let_one_panic_after(0);
}

/// How many payloads of those panics have been dropped, since the process began.
pub(crate) fn payloads_dropped() -> usize {
    PAYLOADS_DROPPED.load(SeqCst)
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
