//! The errors of threads and queues. A refusal gives the refused value back, so no attempt loses a value.

use std::{fmt, io};

/// A push was refused, and here is the item.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TryPushError<T> {
    /// The queue holds as many items as its capacity. Later there may be room.
    Full(T),
    /// The queue is closed. There will never be room again.
    Closed(T),
}

impl<T> TryPushError<T> {
    /// The item that was refused.
    pub fn into_inner(self) -> T {
        match self {
            Self::Full(item) | Self::Closed(item) => item,
        }
    }
}

/// The queue is closed and takes nothing more in; the refused item is given back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Closed<T>(pub T);

/// A thread could not be created.
#[derive(Debug)]
pub struct SpawnError {
    /// The name of the thread that could not be created.
    pub name: String,
    /// How many were created before it; they have ended without doing anything.
    pub created: usize,
    /// How many the caller asked for.
    pub wanted: usize,
    /// The error of the system.
    pub reason: io::Error,
}

/// Threads of a crew panicked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrewPanic {
    /// How many threads the crew had.
    pub size: usize,
    /// The name and the panic message of each that panicked.
    pub panics: Vec<(String, String)>,
}

// `Debug` leaves the item out, as the standard library's `SendError` does: a refused closure has none, and `unwrap`
// has to work for it too.
impl<T> fmt::Debug for TryPushError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full(_) => "Full(..)",
            Self::Closed(_) => "Closed(..)",
        })
    }
}

impl<T> fmt::Debug for Closed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Closed(..)")
    }
}

impl<T> fmt::Display for TryPushError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full(_) => "the queue is full",
            Self::Closed(_) => "the queue is closed",
        })
    }
}

impl<T> fmt::Display for Closed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the queue is closed")
    }
}

impl fmt::Display for SpawnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, created, wanted, reason } = self;
        write!(
            f,
            "cannot create thread `{name}` after {created} of {wanted} ({reason}): ask for fewer threads, or raise \
             the limit on threads or memory"
        )
    }
}

impl fmt::Display for CrewPanic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} threads panicked", self.panics.len(), self.size)?;
        for (name, message) in &self.panics {
            write!(f, "; `{name}`: {message}")?;
        }
        Ok(())
    }
}

impl<T> std::error::Error for TryPushError<T> {}
impl<T> std::error::Error for Closed<T> {}
impl std::error::Error for CrewPanic {}
impl std::error::Error for SpawnError {}
