//! How a command ends, and the exit code that says so.

use super::usage::Usage;
use anyhow::{Context, Error, Result};
use capstone::net::Signals;
use std::process::ExitCode;

/// How a command ended, if no error ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    Success,
    /// It ran to its end and found what it should not; it has said so itself.
    Failure,
    /// The drain deadline passed.
    Incomplete,
    /// A signal interrupted it.
    Interrupted,
}

impl Exit {
    pub(super) fn code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Success => 0,
            Self::Failure => 1,
            Self::Incomplete => 3,
            Self::Interrupted => 130,
        })
    }
}

/// The exit code of a command that an error ended.
pub(super) fn code_of(error: &Error) -> ExitCode {
    ExitCode::from(if error.is::<Usage>() { 2 } else { 1 })
}

/// From here on, Ctrl+C asks for what was measured so far. A second one ends the process at once.
pub(super) fn heed_ctrl_c() -> Result<Signals> {
    Signals::install().context("cannot take over the signals")
}
