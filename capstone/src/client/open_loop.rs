//! An open loop: requests are sent at the times of the schedule, whatever the server does.
//!
//! One thread serves all connections. It may lag behind its own schedule, so it measures that, too. A request that
//! finds no connection free is sent as soon as one is; its corrected latency began when it was due. After the end of
//! the schedule, overdue requests are still sent, because without them the slowest would be missing; but not for longer
//! than the timeout.

mod load_connection;
mod schedule;
mod tally;
mod timestamps;

pub use schedule::Schedule;
pub use tally::{Invalid, OpenTally};
pub use timestamps::Timestamps;

use super::account::Account;
use super::connection::{Broken, ROOM};
use super::control::{Control, Interruption};
use super::descriptors::require_descriptors;
use super::retry::Retries;
use super::workload::Workload;
use crate::deadline;
use crate::net::sys::{self, PollFd};
use load_connection::{LoadConnection, OpenRun};
use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// What a run consists of.
///
/// ```no_run
/// use capstone::client::{OpenLoop, Schedule, Workload};
/// use std::time::Duration;
///
/// let tally = OpenLoop {
///     address: "127.0.0.1:9000".parse()?,
///     schedule: Schedule::fixed(1000.0, Duration::from_secs(10)),
///     connections: 50,
///     workload: Workload::echo(100),
///     timeout: Duration::from_secs(5),
/// }
/// .run()?;
/// assert_eq!(tally.total().ok, 10_000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct OpenLoop {
    /// Where the server listens.
    pub address: SocketAddr,
    /// When the requests are due.
    pub schedule: Schedule,
    /// How many connections carry them, each one at a time.
    pub connections: usize,
    /// What is asked for.
    pub workload: Workload,
    /// How long a request waits for its reply, and a connection for its establishment; [`Duration::MAX`] is for ever.
    pub timeout: Duration,
}

/// All connections.
#[derive(Debug)]
struct Connections<'a> {
    stop: Interruption<'a>,
    connections: Vec<LoadConnection>,
    entries: Vec<PollFd>,
    /// The connections that can send, the one that has waited longest first: so none stays idle for long.
    free: VecDeque<usize>,
    room: Vec<u8>,
}

/// What is left of the schedule.
#[derive(Debug)]
struct DueRequests<'a> {
    start: Instant,
    times: &'a [Duration],
    /// The number of the next request, from 0.
    next: usize,
}

impl OpenLoop {
    /// Runs to the end of the schedule, and until every request sent has found its end.
    ///
    /// # Errors
    ///
    /// If the process may not open enough descriptors, and if poll fails. What the server does is never an
    /// error here but a count in the [`OpenTally`].
    pub fn run(self) -> io::Result<OpenTally> {
        self.run_with(Control::default())
    }

    /// Like [`run`](Self::run), with what `control` brings.
    ///
    /// # Errors
    ///
    /// As for `run`.
    pub fn run_with(self, control: Control<'_>) -> io::Result<OpenTally> {
        require_descriptors(self.connections)?;
        sys::wake_on_time();
        let now = Instant::now();
        let mut run = OpenRun {
            address: self.address,
            connected: control.connected,
            workload: self.workload,
            timeout: self.timeout,
            retries: Retries::new(u32::MAX),
            tally: OpenTally {
                scheduled: self.schedule.times().len() as u64,
                accounts: vec![Account::default(); self.connections],
                duration: self.schedule.duration(),
                elapsed: self.schedule.duration(),
                ..OpenTally::default()
            },
            end: now,
            now,
            looked: now,
        };
        let mut connections = Connections::new(self.connections, run.now, Interruption(control.stop));
        connections.connect(&mut run)?;
        if run.tally.unreachable.is_none() && !run.tally.interrupted {
            connections.follow(&self.schedule, &mut run)?;
        }
        Ok(run.tally)
    }
}

impl<'a> Connections<'a> {
    fn new(connections: usize, now: Instant, stop: Interruption<'a>) -> Self {
        Self {
            stop,
            connections: (0..connections).map(|number| LoadConnection::new(number, now)).collect(),
            entries: vec![PollFd::UNUSED; connections],
            free: VecDeque::with_capacity(connections),
            room: vec![0; ROOM],
        }
    }

    /// Opens all connections before the first request is due, so that their cost is not in the schedule.
    fn connect(&mut self, run: &mut OpenRun) -> io::Result<()> {
        let deadline = deadline::after(run.now, run.timeout);
        let mut nothing = DueRequests { start: run.now, times: &[], next: 0 };
        loop {
            self.take_turns(&mut nothing, run);
            if self.free.len() == self.connections.len() {
                return Ok(());
            }
            if self.stop.is_requested() {
                nothing.end_now(run);
                return Ok(());
            }
            let too_late = (run.looked >= deadline).then(|| Broken::TimedOut.to_string());
            run.tally.unreachable = run.tally.first_fault.take().or(too_late);
            if run.tally.unreachable.is_some() {
                return Ok(());
            }
            self.wait(Some(deadline), run)?;
        }
    }

    /// Sends each request when it is due, or as soon after that as a connection is free.
    fn follow(&mut self, schedule: &Schedule, run: &mut OpenRun) -> io::Result<()> {
        run.now = Instant::now();
        let mut due_requests = DueRequests { start: run.now, times: schedule.times(), next: 0 };
        run.end = deadline::after(due_requests.start, schedule.duration());
        let end = deadline::after(run.end, run.timeout);
        loop {
            if self.stop.is_requested() && !run.tally.interrupted {
                due_requests.end_now(run);
            }
            self.take_turns(&mut due_requests, run);
            if run.now >= end {
                due_requests.times = &[];
            }
            let due = due_requests.due();
            if due.is_none() && !self.connections.iter().any(LoadConnection::is_busy) {
                return Ok(());
            }
            let until = due.map(|due| if self.free.is_empty() { end } else { due.min(end) });
            self.wait(until, run)?;
        }
    }

    fn wait(&mut self, until: Option<Instant>, run: &mut OpenRun) -> io::Result<()> {
        let due = self.connections.iter().filter_map(|connection| connection.due(run.timeout)).min();
        run.looked = Instant::now();
        self.stop
            .poll(&mut self.entries, |entries| sys::poll_until(entries, deadline::earlier(until, due)))?;
        run.now = Instant::now();
        Ok(())
    }

    /// Gives each connection that needs one a turn. In between it sends the requests that have become due: a long round
    /// would make the sender late.
    fn take_turns(&mut self, due_requests: &mut DueRequests<'_>, run: &mut OpenRun) {
        self.send_what_is_due(due_requests, run);
        for number in 0..self.connections.len() {
            let (connection, entry) = (&mut self.connections[number], &self.entries[number]);
            if entry.is_ready() || connection.due(run.timeout).is_some_and(|due| due <= run.now) {
                let was_free = connection.is_free();
                connection.turn(entry, &mut self.room, run);
                match (was_free, connection.is_free()) {
                    (false, true) => self.free.push_back(number),
                    (true, false) => self.free.retain(|free| *free != number),
                    _ => {}
                }
                self.entries[number] = connection.poll_entry();
                self.send_what_is_due(due_requests, run);
            }
        }
    }

    fn send_what_is_due(&mut self, due_requests: &mut DueRequests<'_>, run: &mut OpenRun) {
        while let Some(intended) = due_requests.due().filter(|due| *due <= run.now) {
            let Some(number) = self.free.pop_front() else { return };
            due_requests.next += 1;
            self.connections[number].send(due_requests.next as u64, intended, run);
            self.entries[number] = self.connections[number].poll_entry();
            run.tally.elapsed = run.tally.elapsed.max(run.now - due_requests.start);
        }
    }
}

impl DueRequests<'_> {
    /// When the next request is due; None if there is none.
    fn due(&self) -> Option<Instant> {
        self.times.get(self.next).map(|time| deadline::after(self.start, *time))
    }

    /// Ends the schedule now; the tally has its actual length.
    fn end_now(&mut self, run: &mut OpenRun) {
        let lasted = run.now - self.start;
        run.end = run.now;
        run.tally.scheduled = self.times.partition_point(|time| *time <= lasted) as u64;
        (run.tally.duration, run.tally.elapsed, run.tally.interrupted) = (lasted, lasted, true);
        self.times = &[];
    }
}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests;
