//! What a thread can wait for.

use std::fmt;

/// What a blocked thread waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The lock of this name, held by another thread.
    Lock(&'static str),
    /// A notification of the condition of this name.
    Condition(&'static str),
    /// The end of the thread of this name.
    Join(String),
    /// A socket, a signal, a ring or a deadline: the event loop waits in poll(2).
    Poll,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Lock(name) => write!(f, "waits for the lock `{name}`"),
            Place::Condition(name) => write!(f, "waits on the condition `{name}`"),
            Place::Join(name) => write!(f, "waits for the thread `{name}` to end"),
            Place::Poll => f.write_str("sleeps in poll(2)"),
        }
    }
}
