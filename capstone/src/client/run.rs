//! What all sessions of a run share: the rules, the time and the counts. One thread owns it, so nothing is
//! locked.

use super::attempts::{Attempt, Attempts, Outcome};
use super::connection::{Broken, Connection};
use super::in_flight::InFlight;
use super::retries::Retries;
use super::tally::Tally;
use super::workload::Workload;
use crate::net::wall_ms;
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// The rules, the time and the counts.
#[derive(Debug)]
pub(super) struct Run {
    address: SocketAddr,
    /// A socket that is connected already, for whoever connects first.
    connected: Option<TcpStream>,
    pub(super) workload: Workload,
    pub(super) retries: Retries,
    /// How long an attempt waits for its reply, and a connection for its establishment.
    pub(super) timeout: Duration,
    pub(super) tally: Tally,
    /// The attempts of each stage. The last is the one that goes on now.
    pub(super) stages: Vec<Attempts>,
    /// When that began.
    stage_began: Instant,
    pub(super) in_flight: InFlight,
    /// When the last refusal was taken in.
    pub(super) last_refusal: Option<Instant>,
    /// The monotonic clock, as of the last look.
    pub(super) now: Instant,
    /// When the last poll began: of the replies that were there by then, each has been taken in or reported. Only this
    /// can tell that a reply has not come in time. Since then this process may have been stopped, or busy with others.
    pub(super) looked: Instant,
    /// When the last poll returned: the replies that it reported were there by then.
    pub(super) polled: Instant,
    /// How long the replies that are being taken in have waited for that.
    pub(super) own_delay: Duration,
    /// The wall clock, for the timestamp in envelopes: milliseconds since the Unix epoch.
    pub(super) wall_ms: u64,
    /// When the first attempt was sent.
    started: Option<Instant>,
}

impl Run {
    pub(super) fn new(address: SocketAddr, workload: Workload, retries: Retries, timeout: Duration) -> Self {
        let now = Instant::now();
        Self {
            address,
            connected: None,
            workload,
            retries,
            timeout,
            tally: Tally::default(),
            stages: vec![Attempts::default()],
            stage_began: now,
            in_flight: InFlight::new(now),
            last_refusal: None,
            now,
            looked: now,
            polled: now,
            own_delay: Duration::ZERO,
            wall_ms: wall_ms(),
            started: None,
        }
    }

    /// With a socket that is connected already.
    pub(super) fn with(self, connected: Option<TcpStream>) -> Self {
        Self { connected, ..self }
    }

    /// Begins to connect, or takes the connection that there is.
    pub(super) fn connect(&mut self) -> Result<Connection, Broken> {
        self.connected.take().map_or_else(|| Connection::open(self.address), Connection::of)
    }

    /// Reads the clocks.
    pub(super) fn look_at_clock(&mut self) -> Instant {
        (self.now, self.wall_ms) = (Instant::now(), wall_ms());
        self.in_flight.look(self.now);
        self.now
    }

    /// The stage that goes on now.
    pub(super) fn stage(&mut self) -> &mut Attempts {
        self.stages.last_mut().expect("a run begins with a stage")
    }

    /// Notes that an attempt of this client leaves now.
    pub(super) fn attempt_begins(&mut self, client: usize) -> Attempt {
        self.started.get_or_insert(self.now);
        self.stage().begin(client);
        self.in_flight.begin();
        Attempt { client, sent: self.now }
    }

    /// Notes the outcome of an attempt.
    pub(super) fn attempt_ends(&mut self, attempt: Attempt, outcome: Outcome) {
        let (latency, own_delay) = (self.since(attempt.sent), self.own_delay);
        let stay = self.stay(attempt);
        self.stage().residence += stay;
        self.stage().end(attempt.client, outcome, latency, own_delay);
        if outcome == Outcome::Refused {
            self.last_refusal = Some(self.now);
        }
        self.in_flight.end();
    }

    /// Ends this stage and begins the next, while these attempts are in flight. Returns how many were in flight on average.
    pub(super) fn begin_stage(&mut self, in_flight: impl Iterator<Item = Attempt>) -> f64 {
        let now = self.look_at_clock();
        for attempt in in_flight {
            let stay = self.stay(attempt);
            self.stage().residence += stay;
            self.stage().unfinished += 1;
        }
        let mean = self.in_flight.mean();
        self.in_flight.restart(now);
        self.stage_began = now;
        self.stages.push(Attempts::default());
        mean
    }

    /// For how much of this stage an attempt has been in flight until now.
    fn stay(&self, attempt: Attempt) -> Duration {
        self.now - attempt.sent.max(self.stage_began)
    }

    /// How long before the reply that is being taken in this was.
    pub(super) fn since(&self, time: Instant) -> Duration {
        (self.now - time).saturating_sub(self.own_delay)
    }

    /// Notes that a request has found its end, whichever.
    pub(super) fn request_ends(&mut self) {
        self.tally.elapsed = self.started.map_or(Duration::ZERO, |started| self.now - started);
    }
}

/// The earlier of two times, where None is never.
pub(super) fn earlier(one: Option<Instant>, other: Option<Instant>) -> Option<Instant> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
