//! What a check's panics say: kept for the diagnosis instead of printed in the middle of it.
//!
//! The hook is the process's only one. It stays silent on threads that asked for it, and leaves all others to
//! the hook that was there before. It also remembers that some thread ran into a blank, a function still to
//! be written, for then the check need not wait for its deadline.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{self, PanicHookInfo};
use std::sync::{Mutex, Once, PoisonError};

/// A panic, as the diagnosis tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Panic {
    pub(crate) message: String,
    /// `at file:line:column`, if known.
    pub(crate) place: Option<String>,
}

thread_local! {
    static KEPT: Cell<bool> = const { Cell::new(false) };
    static LAST: RefCell<Option<Panic>> = const { RefCell::new(None) };
}

/// What the last `todo!` said, on whichever thread.
static BLANK: Mutex<Option<String>> = Mutex::new(None);

/// How the standard library begins the message of `todo!("...")`.
const TODO: &str = "not yet implemented";

impl Panic {
    /// The panic that `payload` comes from: the last of this thread, unless that was another one.
    pub(crate) fn of(payload: &(dyn Any + Send)) -> Self {
        let message = text_of(payload).to_owned();
        let last = LAST.take().filter(|last| last.message == message);
        last.unwrap_or(Self { message, place: None })
    }

    fn new(info: &PanicHookInfo<'_>) -> Self {
        let message = text_of(info.payload()).to_owned();
        Self { message, place: info.location().map(|place| format!("at {place}")) }
    }
}

/// The text of a panic. Not the one in capstone: a learner may be writing that, and a hook must not panic
/// itself.
pub(crate) fn text_of(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("a panic without a text")
}

/// Keeps the panics of the calling thread from being printed, from here on or no longer.
pub(crate) fn keep_panics_of_this_thread(keep: bool) {
    install_hook();
    KEPT.set(keep);
}

/// Takes what the last blank said that any thread has run into since the last call.
pub(crate) fn take_blank() -> Option<String> {
    BLANK.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// What a `todo!` says, if `message` comes from one.
pub(crate) fn blank_in(message: &str) -> Option<&str> {
    message.strip_prefix(TODO).map(|rest| rest.trim_start_matches(": "))
}

fn install_hook() {
    static INSTALL: Once = Once::new();
    INSTALL.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if let Some(blank) = blank_in(text_of(info.payload())) {
                *BLANK.lock().unwrap_or_else(PoisonError::into_inner) = Some(blank.to_owned());
            }
            if KEPT.get() {
                // A thread that is being torn down may have no `LAST` any more, and a panic in here would end the process.
                let _ = LAST.try_with(|last| last.replace(Some(Panic::new(info))));
            } else {
                previous(info);
            }
        }));
    });
}
