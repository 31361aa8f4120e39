//! What a request of the benchmark asks for.

use capstone::client::Workload;
use capstone::net::work::{WorkMode, WorkSpec};
use serde::Deserialize;
use std::fmt;
use std::time::Duration;

/// One of the three kinds of request in the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Task {
    /// ECHO: no work at all, only the way there and back.
    Echo,
    /// WORK that sleeps for 10 ms, as a request does that waits for a disk. It takes a worker, and no CPU.
    Sleep,
    /// WORK that computes for 50 µs. It takes a worker and a CPU.
    Spin,
}

impl Task {
    pub(crate) const ALL: [Self; 3] = [Self::Echo, Self::Sleep, Self::Spin];

    /// How long the work is to take; the machine may need longer.
    pub(crate) fn nominal(self) -> Duration {
        match self {
            Self::Echo => Duration::ZERO,
            Self::Sleep => Duration::from_millis(10),
            Self::Spin => Duration::from_micros(50),
        }
    }

    /// The requests, with `size` bytes of payload.
    pub(crate) fn workload(self, size: usize) -> Workload {
        let mode = match self {
            Self::Echo => return Workload::echo(size),
            Self::Sleep => WorkMode::Sleep,
            Self::Spin => WorkMode::Spin,
        };
        Workload::work(WorkSpec { mode, duration: self.nominal() }, size)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Echo => "echo",
            Self::Sleep => "sleep",
            Self::Spin => "spin",
        }
    }

    /// In words.
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Self::Echo => "ECHO",
            Self::Sleep => "WORK, sleep 10 ms",
            Self::Spin => "WORK, spin 50 µs",
        }
    }
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
