//! Runs a check's body in a thread of its own and watches it to its end, whichever that is.
//!
//! A thread cannot be stopped from outside. A body that does not end is left behind: it sleeps on,
//! harmlessly, until the process ends.

use crate::deadline::{self, Countdown};
use crate::panics::{self, Keep, Panic};
use crate::stillness::Stillness;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// How the body ended.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It returned.
    Held,
    Panicked(Panic),
    /// Some thread ran into a function that is still to be written; which one, as a sentence.
    Blank(String),
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

/// With `watches_threads` it also ends when all threads that are started meanwhile wait for each other.
pub(crate) fn run(limit: Duration, watches_threads: bool, body: impl FnOnce() + Send + 'static) -> Outcome {
    let mut stillness = watches_threads.then(Stillness::new);
    deadline::set_still(false);
    panics::take_blank();
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

    let mut countdown = Countdown::new(limit + LAST_WORDS);
    let mut last_words = None;
    loop {
        match ended.recv_timeout(LOOK) {
            Ok(Outcome::Panicked(panic)) => return explained(panic),
            Ok(outcome) => return outcome,
            Err(RecvTimeoutError::Disconnected) => unreachable!("the body's thread sends before it ends"),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Some(blank) = panics::take_blank() {
            return Outcome::Blank(blank);
        }
        if last_words.is_none() && stillness.as_mut().is_some_and(Stillness::is_for_ever) {
            deadline::set_still(true);
            last_words = Some(Countdown::new(LAST_WORDS));
        }
        if last_words.as_mut().is_some_and(Countdown::is_over) {
            return Outcome::Still;
        }
        if countdown.is_over() {
            return Outcome::TimedOut;
        }
    }
}

/// A body may fail because another thread ran into a blank, which then is the better explanation.
fn explained(panic: Panic) -> Outcome {
    match panics::take_blank() {
        Some(blank) => Outcome::Blank(blank),
        None => Outcome::Panicked(panic),
    }
}
