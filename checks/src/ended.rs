//! A program that has run to its end.

use crate::{Process, binary, panics};
use serde_json::Value;
use std::time::Duration;

/// How long a program may run if nothing else is said: longer than nearly all that a check starts.
const LIMIT: Duration = Duration::from_secs(60);

/// What a program left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Its exit code; `None` if a signal killed it.
    pub code: Option<i32>,
    /// What it wrote to stdout.
    pub stdout: String,
    /// What it wrote to stderr.
    pub stderr: String,
}

impl Ended {
    /// Waits for the end of `process`.
    ///
    /// # Panics
    ///
    /// If it does not end.
    #[track_caller]
    pub fn of(process: Process) -> Self {
        Self::of_within(process, LIMIT)
    }

    /// Waits for the end of `process`, which may take a while.
    ///
    /// # Panics
    ///
    /// If it does not end within `limit`.
    #[track_caller]
    pub fn of_within(mut process: Process, limit: Duration) -> Self {
        let code = process.wait(limit).code();
        let ended = Self { code, stdout: process.stdout_text(), stderr: process.stderr_text() };
        panics::remember_cause_of_child(&ended.stderr); // then that is what a check has to say, whatever else it finds
        ended
    }

    /// Runs `capstone` with `args` to its end.
    ///
    /// # Panics
    ///
    /// If it does not end.
    #[track_caller]
    pub fn of_capstone(args: &[&str]) -> Self {
        Self::of(Process::start(&binary("capstone"), args))
    }

    /// The JSON on stdout.
    ///
    /// # Panics
    ///
    /// If it is none.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }
}
