//! Runs a check's body in a thread of its own and watches it to its end, whichever that is.
//!
//! A thread cannot be stopped from outside. A body that does not end is left behind: it sleeps on,
//! harmlessly, until the process ends.

use crate::deadline::{self, Countdown};
use crate::panics::{self, Keep, Panic};
use crate::stillness::{STILL, Stillness, hang};
use crate::waiting;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How the body ended.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It returned.
    Held,
    Panicked(Panic),
    /// Some thread has said what explains all that may follow, such as a function still to be written: a sentence.
    Explained(String),
    /// It did not end in time.
    TimedOut,
    /// All its threads sleep, and none is left to wake another.
    Still,
}

/// How often the watcher looks up from its channel.
const LOOK: Duration = Duration::from_millis(20);

/// A body that waits for something itself gives up at the limit, or when nothing moves any more, and then says what it
/// waited for. That says more than we can, so it gets this long to say it.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// How long nothing has to move if the threads wait where those of an earlier, failed check do.
const STILL_THERE: Duration = Duration::from_millis(250);

/// Once a check has failed by time, the others get a quarter of theirs, but not less than this: what holds does not take
/// long, and what hangs has been told.
const HASTE: Duration = Duration::from_secs(3);

/// Where the threads of failed checks wait, each with the name of the check.
static HANGS: Mutex<Vec<(BTreeSet<String>, String)>> = Mutex::new(Vec::new());

/// Whether a check has failed by time.
static WAS_LATE: AtomicBool = AtomicBool::new(false);

/// How a body is watched.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Watch {
    pub(crate) limit: Duration,
    /// Whether it also ends when all threads that have been started meanwhile wait for each other.
    pub(crate) sees_threads: bool,
}

impl Watch {
    /// Runs `body` to its end, whichever that is.
    pub(crate) fn run(self, body: impl FnOnce() + Send + 'static) -> Outcome {
        let mut stillness = self.sees_threads.then(Stillness::new);
        let ended = begin(self.limit, body);
        let mut countdown = Countdown::new(self.limit + LAST_WORDS);
        loop {
            match ended.recv_timeout(LOOK) {
                Ok(Outcome::Panicked(panic)) => return explained(panic),
                Ok(outcome) => return outcome,
                Err(RecvTimeoutError::Disconnected) => unreachable!("the body's thread sends before it ends"),
                Err(RecvTimeoutError::Timeout) => {}
            }
            if let Some(cause) = panics::take_cause() {
                return Outcome::Explained(cause);
            }
            if stillness.as_mut().is_some_and(is_still) {
                hang::suspect();
            } else {
                hang::withdraw();
            }
            if hang::silence().is_some_and(|silence| silence >= LAST_WORDS) {
                return Outcome::Still;
            }
            if countdown.is_over() {
                deadline::set_late(true);
                return Outcome::TimedOut;
            }
        }
    }
}

fn begin(limit: Duration, body: impl FnOnce() + Send + 'static) -> Receiver<Outcome> {
    hang::forget();
    deadline::set_late(false);
    panics::take_cause();
    panics::take_panics_of_helpers();
    let (sender, ended) = mpsc::channel();
    let checked = move || {
        panics::keep_panics_of_this_thread(Keep::Last);
        deadline::set_limit(limit);
        let outcome = match catch_unwind(AssertUnwindSafe(body)) {
            Ok(()) => Outcome::Held,
            Err(payload) => Outcome::Panicked(Panic::of(payload.as_ref())),
        };
        drop(sender.send(outcome)); // nobody listens any more if this is too late
    };
    thread::Builder::new()
        .name("check".to_owned())
        .spawn(checked)
        .expect("the system refused to make a thread");
    ended
}

fn is_still(stillness: &mut Stillness) -> bool {
    stillness.lasted().is_some_and(|lasted| lasted >= STILL || lasted >= STILL_THERE && same_hang().is_some())
}

/// The check that has failed with its threads where those of the running one are.
pub(crate) fn same_hang() -> Option<String> {
    let here = places();
    let hangs = HANGS.lock().unwrap_or_else(PoisonError::into_inner);
    hangs.iter().find(|(there, _)| !here.is_empty() && *there == here).map(|(_, check)| check.clone())
}

/// Remembers where the threads of the running check wait, which has failed.
pub(crate) fn remember_hang(check: &str) {
    HANGS.lock().unwrap_or_else(PoisonError::into_inner).push((places(), check.to_owned()));
}

/// Notes that a check has failed by time.
pub(crate) fn remember_lateness() {
    WAS_LATE.store(true, SeqCst);
}

/// The limit, or less if a check has failed by time.
pub(crate) fn hurried(limit: Duration) -> Duration {
    if WAS_LATE.load(SeqCst) { limit.min(HASTE.max(limit / 4)) } else { limit }
}

/// Where threads of the running check wait, whichever threads they are.
fn places() -> BTreeSet<String> {
    waiting::blocked().iter().map(|waiter| waiter.place.to_string()).collect()
}

/// A body may fail because of what another thread ran into, which then is the better explanation.
fn explained(panic: Panic) -> Outcome {
    match panics::take_cause() {
        Some(cause) => Outcome::Explained(cause),
        None => Outcome::Panicked(panic),
    }
}
