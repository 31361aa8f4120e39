//! How long the requests of a volley take, each client having one at a time.

use capstone::observe::Summary;
use std::time::Instant;

/// One clock for all clients.
#[derive(Debug)]
pub(super) struct Stopwatch {
    /// When each client began to send the request that is in flight.
    begun: Vec<Instant>,
    /// When poll last reported.
    reported: Instant,
    pub(super) latencies: Summary,
}

impl Stopwatch {
    pub(super) fn new(clients: usize) -> Self {
        let now = Instant::now();
        Self { begun: vec![now; clients], reported: now, latencies: Summary::default() }
    }

    /// Poll has just reported.
    pub(super) fn look(&mut self) {
        self.reported = Instant::now();
    }

    /// A client begins to send.
    pub(super) fn start(&mut self, client: usize) {
        self.begun[client] = Instant::now();
    }

    /// A client has its whole reply, the last byte of which poll has just reported.
    pub(super) fn stop(&mut self, client: usize) {
        self.latencies.record(self.reported.saturating_duration_since(self.begun[client]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_request_ends_when_poll_reports_it_and_not_when_its_client_has_its_turn() {
        let mut stopwatch = Stopwatch::new(2);
        stopwatch.start(0);
        stopwatch.start(1);
        let begun = stopwatch.begun.clone();
        stopwatch.reported = begun[0] + Duration::from_millis(5);
        stopwatch.stop(0);
        stopwatch.start(0); // before the other one has its turn
        stopwatch.stop(1);
        assert_eq!(stopwatch.latencies.count(), 2);
        assert_eq!(stopwatch.latencies.max(), Duration::from_millis(5));
        assert!(stopwatch.begun[0] > begun[0]);
    }
}
