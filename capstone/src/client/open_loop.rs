//! An open loop: requests leave when the schedule says so, whatever the server does.
//!
//! One thread looks after all connections. It may lag behind its own schedule, so it measures that too. A
//! request that finds no connection free leaves as soon as one is; its corrected latency began when it was
//! due. After the end of the schedule, what is overdue is still sent, for leaving it out would leave out the
//! slowest; but not for longer than the timeout.

use super::account::Account;
use super::connection::{Broken, ROOM};
use super::control::{Control, Stop};
use super::crowd::require_descriptors;
use super::lane::{Desk, Lane};
use super::open_tally::OpenTally;
use super::retries::Retries;
use super::run::earlier;
use super::schedule::Schedule;
use super::workload::Workload;
use crate::deadline;
use crate::net::sys::{self, PollFd};
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
struct Lanes<'a> {
    stop: Stop<'a>,
    lanes: Vec<Lane>,
    entries: Vec<PollFd>,
    /// The lanes that can send, the one that has waited longest first: so none stays idle for long.
    free: VecDeque<usize>,
    room: Vec<u8>,
}

/// What is left of the schedule.
#[derive(Debug)]
struct Agenda<'a> {
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
        let mut desk = Desk {
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
        let mut lanes = Lanes::new(self.connections, desk.now, Stop(control.stop));
        lanes.connect(&mut desk)?;
        if desk.tally.unreachable.is_none() && !desk.tally.interrupted {
            lanes.follow(&self.schedule, &mut desk)?;
        }
        Ok(desk.tally)
    }
}

impl<'a> Lanes<'a> {
    fn new(connections: usize, now: Instant, stop: Stop<'a>) -> Self {
        Self {
            stop,
            lanes: (0..connections).map(|number| Lane::new(number, now)).collect(),
            entries: vec![PollFd::UNUSED; connections],
            free: VecDeque::with_capacity(connections),
            room: vec![0; ROOM],
        }
    }

    /// Opens all connections before the first request is due: what that costs is not the schedule's.
    fn connect(&mut self, desk: &mut Desk) -> io::Result<()> {
        let deadline = deadline::after(desk.now, desk.timeout);
        let mut nothing = Agenda { start: desk.now, times: &[], next: 0 };
        loop {
            self.take_turns(&mut nothing, desk);
            if self.free.len() == self.lanes.len() {
                return Ok(());
            }
            if self.stop.is_requested() {
                nothing.end_now(desk);
                return Ok(());
            }
            let too_late = (desk.looked >= deadline).then(|| Broken::TimedOut.to_string());
            desk.tally.unreachable = desk.tally.first_fault.take().or(too_late);
            if desk.tally.unreachable.is_some() {
                return Ok(());
            }
            self.wait(Some(deadline), desk)?;
        }
    }

    /// Sends each request when it is due, or as soon after that as a lane is free.
    fn follow(&mut self, schedule: &Schedule, desk: &mut Desk) -> io::Result<()> {
        desk.now = Instant::now();
        let mut agenda = Agenda { start: desk.now, times: schedule.times(), next: 0 };
        desk.end = deadline::after(agenda.start, schedule.duration());
        let end = deadline::after(desk.end, desk.timeout);
        loop {
            if self.stop.is_requested() && !desk.tally.interrupted {
                agenda.end_now(desk);
            }
            self.take_turns(&mut agenda, desk);
            if desk.now >= end {
                agenda.times = &[];
            }
            let due = agenda.due();
            if due.is_none() && !self.lanes.iter().any(Lane::is_busy) {
                return Ok(());
            }
            let until = due.map(|due| if self.free.is_empty() { end } else { due.min(end) });
            self.wait(until, desk)?;
        }
    }

    fn wait(&mut self, until: Option<Instant>, desk: &mut Desk) -> io::Result<()> {
        let due = self.lanes.iter().filter_map(|lane| lane.due(desk.timeout)).min();
        desk.looked = Instant::now();
        self.stop.poll(&mut self.entries, |entries| sys::poll_until(entries, earlier(until, due)))?;
        desk.now = Instant::now();
        Ok(())
    }

    /// Gives each lane that needs one a turn. In between it sends what has become due: a long round would
    /// make the sender late.
    fn take_turns(&mut self, agenda: &mut Agenda<'_>, desk: &mut Desk) {
        self.send_what_is_due(agenda, desk);
        for number in 0..self.lanes.len() {
            let (lane, entry) = (&mut self.lanes[number], &self.entries[number]);
            if entry.is_ready() || lane.due(desk.timeout).is_some_and(|due| due <= desk.now) {
                let was_free = lane.is_free();
                lane.turn(entry, &mut self.room, desk);
                match (was_free, lane.is_free()) {
                    (false, true) => self.free.push_back(number),
                    (true, false) => self.free.retain(|free| *free != number),
                    _ => {}
                }
                self.entries[number] = lane.poll_entry();
                self.send_what_is_due(agenda, desk);
            }
        }
    }

    fn send_what_is_due(&mut self, agenda: &mut Agenda<'_>, desk: &mut Desk) {
        while let Some(intended) = agenda.due().filter(|due| *due <= desk.now) {
            let Some(number) = self.free.pop_front() else { return };
            agenda.next += 1;
            self.lanes[number].send(agenda.next as u64, intended, desk);
            self.entries[number] = self.lanes[number].poll_entry();
            desk.tally.elapsed = desk.tally.elapsed.max(desk.now - agenda.start);
        }
    }
}

impl Agenda<'_> {
    /// When the next request is due; None if there is none.
    fn due(&self) -> Option<Instant> {
        self.times.get(self.next).map(|time| deadline::after(self.start, *time))
    }

    /// Lets nothing more become due: the schedule ends now, and the tally says how long it has lasted.
    fn end_now(&mut self, desk: &mut Desk) {
        let lasted = desk.now - self.start;
        desk.end = desk.now;
        desk.tally.scheduled = self.times.partition_point(|time| *time <= lasted) as u64;
        (desk.tally.duration, desk.tally.elapsed, desk.tally.interrupted) = (lasted, lasted, true);
        self.times = &[];
    }
}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests;
