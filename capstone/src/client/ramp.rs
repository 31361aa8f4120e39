//! An overload ramp: more and more clients, and at the end few again.
//!
//! Clients stay connected from step to step, as those of a real server do. For a step with fewer clients, the others
//! stop sending, and the step begins once they have their last replies: it measures the server with the new load alone.

mod limits;
mod little;
mod report;
mod saturation;

pub use limits::Limits;
pub use little::Little;
pub use report::{RampReport, RampStep};
pub use saturation::saturation;

use super::account::Attempts;
use super::closed_loop::{ClosedRun, Crowd, Rest};
use super::control::{Control, Interruption};
use super::descriptors::require_descriptors;
use super::retry::Retries;
use super::workload::Workload;
use crate::deadline;
use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// How often the watcher is called.
const TICK: Duration = Duration::from_millis(100);

/// What a ramp consists of.
///
/// ```no_run
/// use capstone::client::{Ramp, Retries, Workload};
/// use std::time::Duration;
///
/// let report = Ramp {
///     address: "127.0.0.1:9000".parse()?,
///     steps: vec![5, 20, 50, 100, 10],
///     step_time: Duration::from_secs(5),
///     depth: 1,
///     workload: Workload::echo(100),
///     retries: Retries::new(5),
///     timeout: Duration::from_secs(5),
/// }
/// .run(|progress| eprintln!("{} clients", progress.clients))?;
/// assert!(report.recovered());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Ramp {
    /// Where the server listens.
    pub address: SocketAddr,
    /// How many clients each step has.
    pub steps: Vec<usize>,
    /// How long each step is.
    pub step_time: Duration,
    /// How many requests each client has outstanding at most.
    pub depth: usize,
    /// What is asked for.
    pub workload: Workload,
    /// What a client does about a busy server.
    pub retries: Retries,
    /// How long an attempt waits for its reply; [`Duration::MAX`] is for ever.
    pub timeout: Duration,
}

/// How far a ramp has come. Some of its attempts are still in flight.
#[derive(Debug)]
pub struct Progress<'a> {
    /// The number of the step, from 0.
    pub step: usize,
    /// How many clients it has.
    pub clients: usize,
    /// How much of it is over.
    pub elapsed: Duration,
    /// What it has measured so far.
    pub attempts: &'a Attempts,
    /// Whether this was its last moment.
    pub is_over: bool,
}

/// A running ramp. The stages of its run alternate between settling and a step; the last stage disconnects the clients.
struct RampRun<'a, W> {
    plan: &'a Ramp,
    crowd: Crowd<'a>,
    run: ClosedRun,
    stop: Interruption<'a>,
    /// How many clients there are now.
    present: usize,
    watch: W,
}

/// What a step has measured besides its attempts.
struct Span {
    clients: usize,
    elapsed: Duration,
    in_flight: f64,
}

impl Ramp {
    /// Runs all steps. `watch` is called as each step begins, ten times a second, and as it ends.
    ///
    /// # Errors
    ///
    /// If the process may not open enough descriptors, and if poll fails. What the server does is never an
    /// error here but a count in the [`RampReport`].
    ///
    /// # Panics
    ///
    /// If a step has more clients, or `depth` is larger, than [`ClosedLoop`](super::ClosedLoop) allows.
    pub fn run(self, watch: impl FnMut(&Progress<'_>)) -> io::Result<RampReport> {
        self.run_with(Control::default(), watch)
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
    pub fn run_with(self, control: Control<'_>, watch: impl FnMut(&Progress<'_>)) -> io::Result<RampReport> {
        require_descriptors(self.steps.iter().copied().max().unwrap_or(0))?;
        let run = ClosedRun::new(self.address, self.workload.clone(), self.retries.clone(), self.timeout);
        let (run, stop) = (run.with(control.connected), Interruption(control.stop));
        let mut ramp = RampRun { plan: &self, crowd: Crowd::new(stop), run, stop, present: 0, watch };
        let (mut spans, mut recovery) = (Vec::new(), None);
        for (number, clients) in self.steps.iter().copied().enumerate() {
            let (falls, from) = (clients < ramp.present, Instant::now());
            ramp.settle(clients)?;
            if stop.is_requested() {
                ramp.run.tally.interrupted = true;
                break;
            }
            spans.push(ramp.hold(number, clients)?);
            let last =
                ramp.run.last_refusal.map_or(Duration::ZERO, |last| last.saturating_duration_since(from));
            recovery = falls.then_some(last);
            if ramp.run.tally.interrupted || ramp.run.tally.unreachable.is_some() {
                break;
            }
        }
        ramp.leave()?;
        Ok(ramp.report(spans, recovery))
    }
}

impl<W: FnMut(&Progress<'_>)> RampRun<'_, W> {
    /// Ends the clients that are too many, and waits until no attempt is in flight that was sent beside theirs. The
    /// others go on meanwhile.
    fn settle(&mut self, clients: usize) -> io::Result<()> {
        if clients >= self.present {
            return Ok(());
        }
        self.crowd.dismiss(clients, &mut self.run);
        while !self.crowd.are_done(clients) {
            self.crowd.round(None, &mut self.run)?;
        }
        // An attempt that was sent before the last of them had its reply may have been refused because of them.
        let alone = self.run.look_at_clock();
        while self.crowd.in_flight().any(|attempt| attempt.sent <= alone) {
            self.crowd.round(None, &mut self.run)?;
        }
        Ok(())
    }

    /// Adds the clients that are missing, and lets all of them run for the time of a step.
    fn hold(&mut self, number: usize, clients: usize) -> io::Result<Span> {
        self.run.begin_stage(self.crowd.in_flight());
        self.run.stage().make_room(clients);
        let began = self.run.now;
        for client in self.present..clients {
            self.crowd.admit(client, self.plan.depth, Rest::Endless, &mut self.run);
        }
        self.present = clients;
        let (end, mut tick) = (deadline::after(began, self.plan.step_time), began);
        loop {
            let now = self.run.look_at_clock();
            self.run.tally.interrupted = now < end && self.stop.is_requested();
            let is_over = now >= end || self.run.tally.interrupted || self.run.tally.unreachable.is_some();
            if is_over || now >= tick {
                let (attempts, elapsed) = (&*self.run.stage(), now - began);
                (self.watch)(&Progress { step: number, clients, elapsed, attempts, is_over });
                tick = now + TICK;
            }
            if is_over {
                let in_flight = self.run.begin_stage(self.crowd.in_flight());
                return Ok(Span { clients, elapsed: self.run.now - began, in_flight });
            }
            self.crowd.round(Some(tick.min(end)), &mut self.run)?;
        }
    }

    /// Ends all clients, and waits until they have disconnected.
    fn leave(&mut self) -> io::Result<()> {
        self.crowd.dismiss(0, &mut self.run);
        while !self.crowd.is_over() {
            self.crowd.round(None, &mut self.run)?;
        }
        Ok(())
    }

    fn report(self, spans: Vec<Span>, recovery: Option<Duration>) -> RampReport {
        let mut stages = self.run.stages.into_iter();
        let mut next = || stages.next().unwrap_or_default();
        let steps = spans.into_iter().map(|Span { clients, elapsed, in_flight }| {
            let (settling, attempts) = (next(), next());
            RampStep { clients, elapsed, attempts, settling, in_flight }
        });
        let steps = steps.collect();
        let tally = self.run.tally;
        RampReport {
            steps,
            leaving: next(),
            recovery,
            interrupted: tally.interrupted,
            first_fault: tally.first_fault,
            unreachable: tally.unreachable,
        }
    }
}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests;
