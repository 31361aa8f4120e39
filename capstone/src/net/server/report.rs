//! The summary of a server, printed at its end.

use crate::observe::Contention;
use crate::threads::ShutdownReport;

/// The sums of a server that has ended.
#[derive(Debug, Clone)]
pub struct ServerReport {
    /// Requests received, those refused and those that closed their connection included.
    pub requests: u64,
    /// Replies made, without errors.
    pub replies: u64,
    /// ERROR replies made, of all codes.
    pub errors: u64,
    /// Those of them that said busy.
    pub busy: u64,
    /// How the requests ended that were submitted to the pool.
    pub jobs: ShutdownReport,
    /// Whether every accepted request was finished, and its reply taken by the system, before the deadline.
    pub complete: bool,
    /// The waits for each lock, if a [`Meter`](crate::observe::Meter) is running.
    pub contention: Option<Contention>,
}
