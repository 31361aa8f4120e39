//! What the threads of a model do at the door, step by step, for whoever draws it.
//!
//! A thread says what it is about to do right before the explorer chooses who goes on: what it has said last is its next
//! step, and it is done when the thread runs again. Nobody listens unless it is asked for.

use std::cell::RefCell;
use std::fmt;
use std::panic::Location;

/// A step of a thread.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Action {
    /// Takes the lock of this name, or waits for it.
    Lock(&'static str),
    /// Lets go of the lock.
    Unlock(&'static str),
    /// Lets go of the lock, named second, and sleeps on the condition.
    Wait(&'static str, &'static str),
    /// Wakes one of those who sleep on the condition, if any does.
    NotifyOne(&'static str),
    /// Wakes all who sleep on the condition.
    NotifyAll(&'static str),
    /// Reads an atomic.
    Read,
    /// Writes this to an atomic.
    Write(String),
}

/// What a thread tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// This is its next step.
    Next(Action),
    /// It has the lock now.
    Took(&'static str),
    /// It has let go of the lock.
    Freed(&'static str),
    /// It has woken on the condition, though nobody has notified: a wait may return early.
    Woke(&'static str),
    /// It has woken on the condition, because its deadline has passed.
    TimedOut(&'static str),
    /// The step that it tells next stands here in the code.
    At(&'static Location<'static>),
}

type Listener = Box<dyn FnMut(Event)>;

/// From now on `listener` is told what the threads of this thread's models do. It must not use these locks itself.
pub fn listen(listener: impl FnMut(Event) + 'static) {
    with_listener(|place| *place = Some(Box::new(listener)));
}

/// Nobody is told any more.
pub fn stop_listening() {
    with_listener(|place| *place = None);
}

pub(super) fn tell(event: Event) {
    with_listener(|place| place.iter_mut().for_each(|listener| listener(event.clone())));
}

/// All threads of a model run on one thread of the system, and the listener is that one's.
fn with_listener(action: impl FnOnce(&mut Option<Listener>)) {
    std::thread_local! {
        static LISTENER: RefCell<Option<Listener>> = const { RefCell::new(None) };
    }
    // A thread that is torn down may find nothing here, and an event within an event goes untold.
    let _ = LISTENER.try_with(|listener| {
        if let Ok(mut listener) = listener.try_borrow_mut() {
            action(&mut listener);
        }
    });
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lock(lock) => write!(f, "locks {lock}"),
            Self::Unlock(lock) => write!(f, "unlocks {lock}"),
            Self::Wait(condition, lock) => write!(f, "unlocks {lock} and sleeps on {condition}"),
            Self::NotifyOne(condition) => write!(f, "notifies one on {condition}"),
            Self::NotifyAll(condition) => write!(f, "notifies all on {condition}"),
            Self::Read => f.write_str("reads a number"),
            Self::Write(value) => write!(f, "writes {value}"),
        }
    }
}

/// The value behind `key: ` in what a value's `Debug` has written; none while the lock around it is taken.
pub fn value_of<'s>(key: &str, shown: &'s str) -> Option<&'s str> {
    let (_, rest) = shown.split_once(&format!("{key}: "))?;
    let mut depth = 0;
    let end = rest.find(|char| {
        match char {
            '[' | '(' | '{' => depth += 1,
            ']' | ')' | '}' if depth > 0 => depth -= 1,
            ',' | ']' | ')' | '}' if depth == 0 => return true,
            _ => {}
        }
        false
    })?;
    let value = rest[..end].trim();
    (value != "<locked>").then_some(value)
}
