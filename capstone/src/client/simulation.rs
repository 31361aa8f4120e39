//! Clients that overload a server, in virtual time.
//!
//! A real overload takes minutes to show the effect of a retry policy, and no two are the same. Here the time is
//! virtual, and everything follows from the seeds. The policies are the real ones; the server is reduced to a queue
//! with a limit, and workers. It has no connections, and a refusal costs it nothing.

mod report;
mod virtual_server;

pub use report::SimulationReport;

use super::random::Random;
use super::retry::{PastRetries, Retries};
use report::Heard;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;
use std::time::Duration;
use virtual_server::VirtualServer;

/// What is simulated. Every time is counted from the beginning.
///
/// ```
/// use capstone::client::{Retries, Simulation};
///
/// let everyone_at_once = Simulation { clients: 100, requests: 1, ..Simulation::default() };
/// let report = everyone_at_once.run(Retries::new(0));
/// assert_eq!(report.served.iter().sum::<u64>(), 64 + 4); // the queue is full, and each worker has one
/// assert_eq!((report.busy, report.failed), (32, 32));
/// ```
#[derive(Debug, Clone)]
pub struct Simulation {
    /// How many clients there are. Each has at most one request in flight.
    pub clients: usize,
    /// How many requests each client makes.
    pub requests: u64,
    /// How long a client pauses on average between two requests: any time from zero to twice this. At the
    /// beginning each is somewhere within a pause.
    pub think: Duration,
    /// How long a client waits for a reply. Then this attempt has failed, and the client asks its policy as after a
    /// busy. The server does not notice, and still does the work.
    pub timeout: Duration,
    /// How many requests the server runs at once.
    pub workers: usize,
    /// How many requests may wait while every worker has one. One more is refused.
    pub queue: usize,
    /// How long a worker takes for a request.
    pub service: Duration,
    /// When the workers stall: they finish the requests that they run, and begin none.
    pub stall: Range<Duration>,
    /// When the simulation ends, even if requests are left.
    pub length: Duration,
    /// The seed of the pauses and of the network's delays. The policy has a seed of its own.
    pub seed: u64,
}

/// How long a message and its reply take together: half of this to one and a half times this.
const ROUND_TRIP: Duration = Duration::from_micros(500);

impl Default for Simulation {
    /// 4 workers, a queue of 64 and 10 ms a request: a capacity of 400 requests/s. No clients yet.
    fn default() -> Self {
        Self {
            clients: 0,
            requests: u64::MAX,
            think: Duration::ZERO,
            timeout: Duration::from_secs(5),
            workers: 4,
            queue: 64,
            service: Duration::from_millis(10),
            stall: Duration::ZERO..Duration::ZERO,
            length: Duration::from_secs(60),
            seed: 1,
        }
    }
}

impl Simulation {
    /// The result if all clients share this policy.
    pub fn run(&self, retries: Retries) -> SimulationReport {
        let client = SimulatedClient { unbegun: self.requests, begun: None, past: PastRetries::default() };
        let mut run = SimulationRun {
            plan: self,
            retries,
            random: Random::new(self.seed),
            server: VirtualServer::new(self.workers, self.queue, self.service, self.stall.clone()),
            report: SimulationReport::new(self.clients, self.length),
        };
        let mut clients = vec![client; self.clients];
        // When which client sends, the earliest first.
        let mut sends: BinaryHeap<_> =
            (0..self.clients).map(|index| Reverse((run.rest_of_a_pause(), index))).collect();
        while let Some(Reverse((now, index))) = sends.pop() {
            if now >= self.length {
                break;
            }
            sends.extend(run.attempt(now, index, &mut clients[index]).map(|next| Reverse((next, index))));
        }
        for begun in clients.iter().filter_map(|client| client.begun) {
            run.report.waited(self.length.saturating_sub(begun));
        }
        run.report
    }
}

#[derive(Debug, Clone)]
struct SimulatedClient {
    /// Requests still to come.
    unbegun: u64,
    /// When the first attempt of the present request was sent.
    begun: Option<Duration>,
    /// The retries of the present request.
    past: PastRetries,
}

struct SimulationRun<'a> {
    plan: &'a Simulation,
    retries: Retries,
    random: Random,
    server: VirtualServer,
    report: SimulationReport,
}

impl SimulationRun<'_> {
    /// One attempt of a client, with all that follows from it. Returns when the client sends again.
    fn attempt(&mut self, now: Duration, index: usize, client: &mut SimulatedClient) -> Option<Duration> {
        if client.begun.is_none() {
            client.unbegun = client.unbegun.checked_sub(1)?;
            client.begun = Some(now);
            client.past = PastRetries::default();
            self.retries.first_attempt();
        }
        let (answer, heard) = self.ask(now);
        self.report.attempted(&answer);
        if let Heard::Served = answer {
            if heard < self.plan.length {
                self.report.served(index, heard, heard - client.begun.take()?);
            }
            return Some(heard.saturating_add(self.pause()));
        }
        let wait = self.retries.next_wait(&mut client.past);
        if wait.is_none() {
            client.begun = None;
            self.report.failed += 1;
        }
        Some(heard.saturating_add(wait.unwrap_or_else(|| self.pause())))
    }

    /// The outcome for a client that sends at `now`, and when it comes.
    fn ask(&mut self, now: Duration) -> (Heard, Duration) {
        let trip = self.round_trip();
        match self.server.admit(now) {
            None => (Heard::Busy, now + trip),
            Some(done) => match done.saturating_add(trip) {
                heard if heard - now > self.plan.timeout => (Heard::Nothing, now + self.plan.timeout),
                heard => (Heard::Served, heard),
            },
        }
    }

    fn round_trip(&mut self) -> Duration {
        ROUND_TRIP / 2 + self.up_to(ROUND_TRIP)
    }

    fn pause(&mut self) -> Duration {
        self.up_to(self.plan.think.saturating_mul(2))
    }

    /// What is left of a client's pause at a moment that has nothing to do with it, as the beginning has not.
    /// That is distributed like the shorter of two pauses. Whole pauses would make the first seconds too
    /// quiet.
    fn rest_of_a_pause(&mut self) -> Duration {
        self.pause().min(self.pause())
    }

    // In whole numbers: fractions could come out differently on another system.
    fn up_to(&mut self, limit: Duration) -> Duration {
        let nanos = u64::try_from(limit.as_nanos()).unwrap_or(u64::MAX);
        Duration::from_nanos(self.random.below(nanos.saturating_add(1)))
    }
}

#[cfg(test)]
mod tests;
