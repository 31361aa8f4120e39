//! The server that is measured: `capstone serve` as a user starts it, with its defaults but for a few flags.
//!
//! Its log is at the default level, in a file, and its locks' meter runs. So what a table says of it, a user gets.

use crate::processes::running::Running;
use crate::processes::{binary, keeper};
use anyhow::Result;

/// The flags that are not left as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Subject {
    /// `--workers`
    pub(crate) workers: usize,
    /// `--queue`
    pub(crate) queue: usize,
    /// `--max-connections`, and an `--idle-timeout` of an hour: for a crowd that only waits.
    pub(crate) connections: Option<usize>,
    /// `--log-level debug`: an entry for every frame.
    pub(crate) logs_frames: bool,
    /// `--no-lock-meter`, which no user gives: to see what the meter costs.
    pub(crate) has_lock_meter: bool,
}

impl Subject {
    /// What peers are compared with: as many workers as small machines have CPUs, and a queue in which all requests of
    /// a contest have room, for no peer refuses one.
    pub(crate) const REFERENCE: Self = Self::new(2, 4096);
    /// The same without a pool.
    pub(crate) const INLINE: Self = Self::new(0, 4096);

    pub(crate) const fn new(workers: usize, queue: usize) -> Self {
        Self { workers, queue, connections: None, logs_frames: false, has_lock_meter: true }
    }

    /// As a table's row or column calls it.
    pub(crate) fn name(&self) -> String {
        if self.has_lock_meter {
            format!("capstone --workers {}", self.workers)
        } else {
            "capstone without its lock meter".to_owned()
        }
    }

    /// The command line with every flag but those that name the log's file and a free port.
    pub(crate) fn command(&self) -> String {
        format!("capstone serve {}", self.flags().join(" "))
    }

    /// Starts it, built if need be, and waits until it listens.
    pub(crate) fn start(&self) -> Result<Running> {
        keeper::start(binary::capstone()?, &self.flags())
    }

    fn flags(&self) -> Vec<String> {
        let mut flags = format!("--workers {} --queue {}", self.workers, self.queue);
        if let Some(connections) = self.connections {
            flags += &format!(" --max-connections {connections} --idle-timeout 3600");
        }
        if self.logs_frames {
            flags += " --log-level debug";
        }
        if !self.has_lock_meter {
            flags += " --no-lock-meter";
        }
        flags.split(' ').map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_said_differs_from_the_defaults() {
        assert_eq!(Subject::REFERENCE.command(), "capstone serve --workers 2 --queue 4096");
        let crowded = Subject { connections: Some(1100), logs_frames: true, ..Subject::INLINE };
        assert_eq!(
            crowded.command(),
            "capstone serve --workers 0 --queue 4096 --max-connections 1100 --idle-timeout 3600 --log-level debug"
        );
        let unmetered = Subject { has_lock_meter: false, ..Subject::REFERENCE };
        assert_eq!(unmetered.command(), "capstone serve --workers 2 --queue 4096 --no-lock-meter");
        assert_ne!(unmetered.name(), Subject::REFERENCE.name());
    }
}
