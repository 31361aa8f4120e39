//! The results of a simulation.

use crate::client::fairness::Fairness;
use std::fmt;
use std::time::Duration;

/// Counts and times. Each attempt ends in one way: attempts = served + busy + late, but for those whose reply
/// would come after the end of the simulation.
///
/// Shown, it is a line: attempts per client, share refused, slowest request, share of clients never served,
/// fairness.
#[derive(Debug, Clone, Default)]
pub struct SimulationReport {
    /// Requests sent, each retry counted again.
    pub attempts: u64,
    /// Attempts refused, because the queue was full.
    pub busy: u64,
    /// Attempts that the server served after their client had given up: wasted work.
    pub late: u64,
    /// Requests that failed for good.
    pub failed: u64,
    /// Requests served in time, for each client.
    pub served: Vec<u64>,
    /// Requests served in time, for each second.
    pub goodput: Vec<u64>,
    /// The longest time from a request's first attempt to its reply, or to the end of the simulation if it
    /// was still being tried then. Requests that failed are not in it.
    pub slowest: Duration,
}

/// The outcome of an attempt for its client.
pub(super) enum Heard {
    Served,
    Busy,
    /// Nothing, within its timeout.
    Nothing,
}

impl SimulationReport {
    pub(super) fn new(clients: usize, length: Duration) -> Self {
        let seconds = length.as_secs_f64().ceil() as usize;
        Self { served: vec![0; clients], goodput: vec![0; seconds], ..Self::default() }
    }

    pub(super) fn attempted(&mut self, answer: &Heard) {
        self.attempts += 1;
        match answer {
            Heard::Served => {}
            Heard::Busy => self.busy += 1,
            Heard::Nothing => self.late += 1,
        }
    }

    pub(super) fn served(&mut self, client: usize, at: Duration, waited: Duration) {
        self.served[client] += 1;
        self.goodput[at.as_secs() as usize] += 1;
        self.waited(waited);
    }

    pub(super) fn waited(&mut self, time: Duration) {
        self.slowest = self.slowest.max(time);
    }

    /// The share of the attempts that were refused, from 0 to 1.
    pub fn busy_share(&self) -> f64 {
        self.busy as f64 / self.attempts.max(1) as f64
    }

    /// The goodput in words: `320/s 318/s 0/s`.
    pub fn rates(&self) -> String {
        let rates: Vec<String> = self.goodput.iter().map(|count| format!("{count:>3}/s")).collect();
        rates.join(" ")
    }

    /// How evenly the served requests were shared out among the clients.
    pub fn fairness(&self) -> Fairness {
        Fairness::of(&self.served)
    }
}

impl fmt::Display for SimulationReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (clients, fairness) = (self.served.len() as f64, self.fairness());
        let (attempts, slowest) = (self.attempts as f64 / clients, self.slowest.as_secs_f64());
        let (busy, starved) = (100.0 * self.busy_share(), 100.0 * fairness.starved as f64 / clients);
        write!(f, "attempts {attempts:>6.1}x, busy {busy:>4.1} %, slowest {slowest:>5.2} s, ")?;
        write!(f, "starved {starved:>4.1} %, Jain's index {:>5.1} %", 100.0 * fairness.jain)
    }
}
