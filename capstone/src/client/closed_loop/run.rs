//! What all sessions of a run share: the rules, the time and the counts. One thread owns it, so it needs no lock.

use super::tally::ClosedTally;
use crate::client::account::{Attempt, Attempts, Outcome};
use crate::client::connection::{Broken, ClientConnection};
use crate::client::retry::Retries;
use crate::client::workload::Workload;
use crate::net::wall_ms;
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// The rules, the time and the counts.
#[derive(Debug)]
pub(in crate::client) struct ClosedRun {
    address: SocketAddr,
    /// A socket that is connected already, for the first client that connects.
    connected: Option<TcpStream>,
    pub(super) workload: Workload,
    pub(super) retries: Retries,
    /// How long an attempt waits for its reply, and a connection for its establishment.
    pub(super) timeout: Duration,
    pub(in crate::client) tally: ClosedTally,
    /// The attempts of each stage. The last is the one that goes on now.
    pub(in crate::client) stages: Vec<Attempts>,
    /// When that began.
    stage_began: Instant,
    in_flight: InFlight,
    /// When the last refusal was taken in.
    pub(in crate::client) last_refusal: Option<Instant>,
    /// The monotonic clock, as of the last look.
    pub(in crate::client) now: Instant,
    /// When the last poll began: every reply that was there by then has been read or reported. Only this can show that
    /// a reply has not come in time. Since then this process may have been stopped, or busy with other clients.
    pub(super) looked: Instant,
    /// When the last poll returned: the replies that it reported were there by then.
    pub(super) polled: Instant,
    /// How long the replies that are being read have waited for that.
    pub(super) own_delay: Duration,
    /// The wall clock, for the timestamp in envelopes: milliseconds since the Unix epoch.
    pub(super) wall_ms: u64,
    /// When the first attempt was sent.
    started: Option<Instant>,
}

impl ClosedRun {
    pub(in crate::client) fn new(
        address: SocketAddr,
        workload: Workload,
        retries: Retries,
        timeout: Duration,
    ) -> Self {
        let now = Instant::now();
        Self {
            address,
            connected: None,
            workload,
            retries,
            timeout,
            tally: ClosedTally::default(),
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
    pub(in crate::client) fn with(self, connected: Option<TcpStream>) -> Self {
        Self { connected, ..self }
    }

    /// Begins to connect, or takes the connection that there is.
    pub(super) fn connect(&mut self) -> Result<ClientConnection, Broken> {
        self.connected.take().map_or_else(|| ClientConnection::open(self.address), ClientConnection::of)
    }

    /// Reads the clocks.
    pub(in crate::client) fn look_at_clock(&mut self) -> Instant {
        (self.now, self.wall_ms) = (Instant::now(), wall_ms());
        self.in_flight.look(self.now);
        self.now
    }

    /// The stage that goes on now.
    pub(in crate::client) fn stage(&mut self) -> &mut Attempts {
        self.stages.last_mut().expect("a run begins with a stage")
    }

    /// Counts an attempt of this client, sent now.
    pub(super) fn attempt_begins(&mut self, client: usize) -> Attempt {
        self.started.get_or_insert(self.now);
        self.stage().begin(client);
        self.in_flight.begin();
        Attempt { client, sent: self.now }
    }

    /// Counts the outcome of an attempt.
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
    pub(in crate::client) fn begin_stage(&mut self, in_flight: impl Iterator<Item = Attempt>) -> f64 {
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

    /// How long this was before the reply that is being read.
    pub(super) fn since(&self, time: Instant) -> Duration {
        (self.now - time).saturating_sub(self.own_delay)
    }

    /// Counts that a request has ended, in whatever way.
    pub(super) fn request_ends(&mut self) {
        self.tally.elapsed = self.started.map_or(Duration::ZERO, |started| self.now - started);
    }
}

/// How many attempts are in flight, on average over time.
///
/// The average comes from samples of the count, and not from the attempts' own times. So it can contradict them, as
/// Little's law requires.
#[derive(Debug)]
struct InFlight {
    count: u64,
    /// The count at the last look.
    seen: u64,
    looked: Instant,
    began: Instant,
    /// The count summed over time, in seconds, from the beginning to the last look.
    sum: f64,
}

impl InFlight {
    fn new(now: Instant) -> Self {
        Self { count: 0, seen: 0, looked: now, began: now, sum: 0.0 }
    }

    fn begin(&mut self) {
        self.count += 1;
    }

    fn end(&mut self) {
        self.count -= 1;
    }

    /// Looks at the count. Between two looks it is taken to have moved evenly.
    fn look(&mut self, now: Instant) {
        let seconds = now.saturating_duration_since(self.looked).as_secs_f64();
        self.sum += (self.seen + self.count) as f64 / 2.0 * seconds;
        (self.seen, self.looked) = (self.count, now);
    }

    /// Begins a new average.
    fn restart(&mut self, now: Instant) {
        self.look(now);
        (self.began, self.sum) = (now, 0.0);
    }

    /// The average from the beginning to the last look; 0 over no time.
    fn mean(&self) -> f64 {
        let seconds = (self.looked - self.began).as_secs_f64();
        if seconds > 0.0 { self.sum / seconds } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn the_mean_weighs_each_count_by_its_time() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut in_flight = InFlight::new(start);
        assert_eq!(in_flight.mean(), 0.0);
        (0..4).for_each(|_| in_flight.begin());
        in_flight.look(at(0));
        in_flight.look(at(3)); // 4 for 3 s
        (0..4).for_each(|_| in_flight.end());
        in_flight.look(at(4)); // from 4 to 0 within 1 s
        in_flight.look(at(7)); // 0 for 3 s
        assert_eq!(in_flight.mean(), (4.0 * 3.0 + 2.0) / 7.0);
        in_flight.begin();
        in_flight.restart(at(8));
        in_flight.look(at(10));
        assert_eq!(in_flight.mean(), 1.0);
    }
}
