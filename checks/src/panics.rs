//! What a check's panics say: kept for the diagnosis instead of printed in the middle of it.
//!
//! The hook is the process's only one. It stays silent on threads that asked for it, and leaves all others to
//! the hook that was there before. It also remembers a panic that explains all that may follow from it, such as one in a
//! function still to be written, on whichever thread: then the check need not wait for its deadline.

use crate::workspace_root;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fs;
use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread;

/// A panic, as the diagnosis tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Panic {
    pub(crate) message: String,
    /// `at file:line:column`, if known.
    pub(crate) place: Option<String>,
}

/// Which panics of a thread are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// None: they are printed.
    Nothing,
    /// The last one, for whoever catches it on this thread.
    Last,
    /// All of them, for the check that started this thread.
    ForTheCheck,
}

thread_local! {
    static KEEP: Cell<Keep> = const { Cell::new(Keep::Nothing) };
    static LAST: RefCell<Option<Panic>> = const { RefCell::new(None) };
}

/// What the last panic said that explains all that follows, and whether nobody has asked for it yet.
static CAUSE: Mutex<(String, bool)> = Mutex::new((String::new(), false));

/// Panics of threads that a check has started: the thread's name, the message, the place.
static OF_HELPERS: Mutex<Vec<(String, Panic)>> = Mutex::new(Vec::new());

/// How the standard library begins the message of `todo!("...")`.
const TODO: &str = "not yet implemented";

/// What a debug build says of a thread that would wait for itself.
const RELOCKED: &str = ", which it already holds";

/// How it begins that of a panic after which it ends the process: one in a `drop` that another panic has called.
const LAST_WORDS: &str = "panic in a destructor during cleanup";

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

/// Says which panics of the calling thread are kept, and not printed, from here on.
pub(crate) fn keep_panics_of_this_thread(keep: Keep) {
    install_hook();
    KEEP.set(keep);
}

/// Takes what explains all else, if any thread has said it since the last call.
pub(crate) fn take_cause() -> Option<String> {
    let mut cause = enter(&CAUSE);
    std::mem::take(&mut cause.1).then(|| cause.0.clone())
}

/// Takes the panics of the threads that checks have started since the last call, a line or two each.
pub(crate) fn take_panics_of_helpers() -> Vec<String> {
    let panics = std::mem::take(&mut *enter(&OF_HELPERS));
    let lines = |(name, Panic { message, place }): (String, Panic)| {
        [Some(format!("thread `{name}` panicked: {message}")), place.map(|place| format!("  {place}"))]
    };
    panics.into_iter().flat_map(lines).flatten().collect()
}

/// What a `todo!` says, if `message` comes from one.
pub(crate) fn blank_in(message: &str) -> Option<&str> {
    message.strip_prefix(TODO).map(|rest| rest.trim_start_matches(": "))
}

/// Which function a `todo!()` without words leaves blank: the last one that begins above it.
fn name_of_blank(file: &str, number: usize) -> String {
    let source = fs::read_to_string(workspace_root().join(file)).unwrap_or_default();
    let above = source.lines().take(number).collect::<Vec<_>>();
    let name = above.iter().rev().find_map(|line| {
        let (_, rest) = line.split_once("fn ").filter(|(before, _)| !before.contains("//"))?;
        Some(rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default())
    });
    let place = format!("{file}:{number}");
    name.map_or(format!("`todo!()` at {place}"), |name| format!("`{name}` ({place})"))
}

fn enter<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Remembers a panic with this message, in this file and line, if it explains all that follows from it: as a sentence.
fn remember_cause(message: &str, place: Option<(&str, usize)>) {
    let cause = match (blank_in(message), place) {
        (Some(""), Some((file, number))) => format!("{} is still to be written", name_of_blank(file, number)),
        (Some(words), _) => format!("`{words}` is still to be written"),
        // On a thread that catches its panics this may be what is wanted, and if not, it is told all the same.
        (None, _) if message.ends_with(RELOCKED) && KEEP.get() != Keep::Last => message.to_owned(),
        (None, _) => return,
    };
    *enter(&CAUSE) = (cause, true);
}

/// Remembers the first panic of another process that explains the others, by what it says on its `stderr`.
pub(crate) fn remember_cause_of_child(stderr: &str) {
    let lines: Vec<&str> = stderr.lines().collect();
    for pair in lines.windows(2).rev() {
        if let Some((_, place)) = pair[0].split_once(" panicked at ") {
            remember_cause(pair[1], file_and_line(place));
        }
    }
}

/// The parts of `capstone/src/lib.rs:7:5:`, but for the column.
pub(crate) fn file_and_line(place: &str) -> Option<(&str, usize)> {
    let (place, _column) = place.trim_end_matches(':').rsplit_once(':')?;
    let (file, number) = place.rsplit_once(':')?;
    Some((file, number.parse().ok()?))
}

/// The process ends now, and what the test has printed so far is lost with it. So this goes past the test's capture.
fn explain_the_end(message: &str) {
    let cause = &enter(&CAUSE).0;
    if message.starts_with(LAST_WORDS) && !cause.is_empty() {
        let words =
            "this came in a `drop`, while another panic was under way, and that ends the whole process";
        let _ = writeln!(io::stderr(), "\n{cause}; {words}. Mend it before what uses it.");
    }
}

fn install_hook() {
    static INSTALL: Once = Once::new();
    INSTALL.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let place = info.location().map(|place| (place.file(), place.line() as usize));
            remember_cause(text_of(info.payload()), place);
            explain_the_end(text_of(info.payload()));
            // A thread that is being torn down may have no `LAST` any more, and a panic in here would end the process.
            let keep = || LAST.try_with(|last| last.replace(Some(Panic::new(info))));
            match KEEP.get() {
                Keep::Nothing => previous(info),
                Keep::Last => drop(keep()),
                Keep::ForTheCheck => {
                    let name = thread::current().name().unwrap_or("unnamed").to_owned();
                    enter(&OF_HELPERS).push((name, Panic::new(info)));
                    drop(keep());
                }
            }
        }));
    });
}
