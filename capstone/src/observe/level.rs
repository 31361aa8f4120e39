//! How much an entry matters.

use std::fmt;
use std::str::FromStr;

/// How much an entry matters; the more it does, the greater it is.
///
/// ```
/// use capstone::observe::Level;
///
/// assert!(Level::Error > Level::Warn);
/// assert_eq!("warn".parse(), Ok(Level::Warn));
/// assert_eq!(Level::Warn.to_string(), "WARN");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// One entry for each frame. Off by default.
    Debug,
    /// An event of normal service, such as a connection that opens or closes.
    Info,
    /// The server refused something or lost it, and goes on.
    Warn,
    /// The server cannot serve.
    Error,
}

impl Level {
    /// All levels, the gravest first.
    pub const ALL: [Level; 4] = [Level::Error, Level::Warn, Level::Info, Level::Debug];

    /// The name as it stands in the log.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Error => "ERROR",
            Level::Warn => "WARN",
            Level::Info => "INFO",
            Level::Debug => "DEBUG",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A text that names no level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSuchLevel;

impl fmt::Display for NoSuchLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a level: use error, warn, info or debug")
    }
}

impl std::error::Error for NoSuchLevel {}

impl FromStr for Level {
    type Err = NoSuchLevel;

    /// Takes the name in either case, as people type it.
    fn from_str(name: &str) -> Result<Self, NoSuchLevel> {
        Level::ALL.into_iter().find(|level| level.as_str().eq_ignore_ascii_case(name)).ok_or(NoSuchLevel)
    }
}
