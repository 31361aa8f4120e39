//! A closed loop: clients that send a request only when an earlier one has found its end.
//!
//! One thread looks after all connections with poll. A thread for each client would measure the scheduler,
//! and its own cost would come out of what is left for the server. A closed loop cannot overload a server by
//! itself: when replies get slower, so do the requests. What that hides, the open loop shows.

use super::requests::{MAX_CLIENTS, MAX_DEPTH, Requests};
use super::retries::Retries;
use super::run::{Run, earlier};
use super::session::Session;
use super::tally::Tally;
use super::workload::Workload;
use crate::net::sys::{self, PollFd};
use crate::net::wall_ms;
use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// How much is read at once, in bytes.
const ROOM: usize = 64 * 1024;

/// Descriptors that the process needs beside those of the clients.
const OTHER_DESCRIPTORS: u64 = 16;

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
    /// How long an attempt waits for its reply.
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
    /// error here but a count in the [`Tally`].
    ///
    /// # Panics
    ///
    /// If `clients` or `depth` is over its maximum.
    pub fn run(self) -> io::Result<Tally> {
        assert!(self.clients <= MAX_CLIENTS && self.depth <= MAX_DEPTH, "ids have no room for so many");
        require_descriptors(self.clients)?;
        let mut sessions: Vec<Session> = (0..self.clients)
            .map(|client| Session::new(Requests::new(client, self.depth, self.frames)))
            .collect();
        let mut run = Run::new(self.address, self.workload, self.retries, self.timeout);
        drive(&mut sessions, &mut run)?;
        Ok(run.tally)
    }
}

/// Makes room for as many connections.
pub(super) fn require_descriptors(clients: usize) -> io::Result<()> {
    let needed = clients as u64 + OTHER_DESCRIPTORS;
    let allowed = sys::raise_descriptor_limit(needed)?;
    if allowed < needed {
        let text = format!("{clients} clients need {needed} descriptors and the hard limit is {allowed}");
        return Err(io::Error::other(text));
    }
    Ok(())
}

/// Gives each session its turns until all are over.
fn drive(sessions: &mut [Session], run: &mut Run) -> io::Result<()> {
    let mut room = vec![0; ROOM];
    let mut entries = vec![PollFd::UNUSED; sessions.len()];
    let mut everyone = true; // in the first round nobody has a connection to be ready
    loop {
        let (mut over, mut due) = (true, None);
        for (session, entry) in sessions.iter_mut().zip(&mut entries) {
            if everyone || entry.is_ready() || session.due().is_some_and(|due| due <= run.now) {
                session.turn(entry, &mut room, run);
                *entry = session.poll_entry();
            }
            over &= session.is_over();
            due = earlier(due, session.due());
        }
        if over {
            return Ok(());
        }
        everyone = false;
        sys::poll(&mut entries, due.map(|due| due.saturating_duration_since(Instant::now())))?;
        (run.now, run.wall_ms) = (Instant::now(), wall_ms());
    }
}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests;
