//! A closed loop: clients that send a request only when an earlier one has found its end.
//!
//! A closed loop cannot overload a server by itself: when replies get slower, so do the requests. What that
//! hides, the open loop shows.

mod crowd;
mod requests;
mod run;
mod session;
mod tally;

pub(super) use crowd::Crowd;
pub(super) use requests::Rest;
pub(super) use run::ClosedRun;
pub use tally::ClosedTally;

use super::control::{Control, Interruption};
use super::descriptors::require_descriptors;
use super::retry::Retries;
use super::workload::Workload;
use requests::{MAX_CLIENTS, MAX_DEPTH};
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

/// What a run consists of.
///
/// ```no_run
/// use capstone::client::{ClosedLoop, Retries, Workload};
/// use std::time::Duration;
///
/// let tally = ClosedLoop {
///     address: "127.0.0.1:9000".parse()?,
///     clients: 50,
///     frames: 100,
///     depth: 1,
///     workload: Workload::echo(100),
///     retries: Retries::new(5),
///     timeout: Duration::from_secs(5),
/// }
/// .run()?;
/// assert_eq!(tally.ok, 5000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct ClosedLoop {
    /// Where the server listens.
    pub address: SocketAddr,
    /// How many clients there are, each with a connection of its own.
    pub clients: usize,
    /// How many requests each client sends.
    pub frames: u64,
    /// How many requests each client has outstanding at most.
    pub depth: usize,
    /// What is asked for.
    pub workload: Workload,
    /// What a client does about a busy server.
    pub retries: Retries,
    /// How long an attempt waits for its reply; [`Duration::MAX`] is for ever.
    pub timeout: Duration,
}

impl ClosedLoop {
    /// The most clients.
    pub const MAX_CLIENTS: usize = MAX_CLIENTS;

    /// The most requests outstanding in each client.
    pub const MAX_DEPTH: usize = MAX_DEPTH;

    /// Runs until every request has found its end. A server that dies, stops or talks nonsense ends it too.
    ///
    /// # Errors
    ///
    /// If the process may not open enough descriptors, and if poll fails. What the server does is never an
    /// error here but a count in the [`ClosedTally`].
    ///
    /// # Panics
    ///
    /// If `clients` or `depth` is over its maximum.
    pub fn run(self) -> io::Result<ClosedTally> {
        self.run_with(Control::default())
    }

    /// Like [`run`](Self::run), with what `control` brings.
    ///
    /// # Errors
    ///
    /// As for `run`.
    ///
    /// # Panics
    ///
    /// As for `run`.
    pub fn run_with(self, control: Control<'_>) -> io::Result<ClosedTally> {
        assert!(self.clients <= MAX_CLIENTS && self.depth <= MAX_DEPTH, "ids have no room for so many");
        require_descriptors(self.clients)?;
        let run = ClosedRun::new(self.address, self.workload, self.retries, self.timeout);
        let (mut run, stop) = (run.with(control.connected), Interruption(control.stop));
        let mut crowd = Crowd::new(stop);
        for client in 0..self.clients {
            crowd.admit(client, self.depth, Rest::Count(self.frames), &mut run);
        }
        while !crowd.is_over() {
            crowd.round(None, &mut run)?;
            if stop.is_requested() && !run.tally.interrupted {
                run.tally.interrupted = true;
                crowd.dismiss(0, &mut run);
            }
        }
        let attempts = std::mem::take(run.stage());
        Ok(ClosedTally { attempts, ..run.tally })
    }
}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests;
