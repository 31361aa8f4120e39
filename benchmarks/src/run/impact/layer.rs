//! The servers that are compared: each has one thing more than another one.

use crate::month::task::Task;
use crate::processes::running::Running;
use crate::processes::subject::Subject;
use crate::run::raw_framing;
use anyhow::Result;

/// What a server of the month consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layer {
    Framing,
    Envelope,
    Log,
    Pool,
    PoolWithoutLog,
}

pub(super) const WORKERS: usize = 4;

impl Layer {
    pub(super) const ALL: [Self; 5] =
        [Self::Framing, Self::Envelope, Self::Log, Self::Pool, Self::PoolWithoutLog];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Framing => "raw framing",
            Self::Envelope => "+ envelope",
            Self::Log => "+ log",
            Self::Pool => "+ pool",
            Self::PoolWithoutLog => "pool, no log",
        }
    }

    /// What it is compared with: the layer that lacks one thing.
    pub(super) fn base(self) -> Option<Self> {
        match self {
            Self::Framing => None,
            Self::Envelope => Some(Self::Framing),
            Self::Log | Self::PoolWithoutLog => Some(Self::Envelope),
            Self::Pool => Some(Self::Log),
        }
    }

    pub(super) fn workers(self) -> usize {
        if matches!(self, Self::Pool | Self::PoolWithoutLog) { WORKERS } else { 0 }
    }

    /// Requests of each client: such that a run takes a second or two.
    pub(super) fn frames(self, task: Task) -> u64 {
        match task {
            Task::Sleep if self.workers() > 0 => 16,
            Task::Sleep => 4,
            Task::Echo | Task::Spin => 2000,
        }
    }

    pub(super) fn start(self, task: Task, queue: usize) -> Result<Running> {
        if self == Self::Framing {
            return raw_framing::start(task.nominal());
        }
        let logs_frames = matches!(self, Self::Log | Self::Pool);
        Subject { logs_frames, ..Subject::new(self.workers(), queue) }.start()
    }
}
