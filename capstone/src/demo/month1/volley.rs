//! How long clients wait if all come at once, calculated before the measurement.

use std::time::Duration;

/// Clients that send one request each at the same moment, all of the same service time.
///
/// The workers take requests in rounds: the first c are done after S, the next c after 2 · S, and so on.
/// Without workers the server's loop takes one at a time, which is the same as one worker.
///
/// ```
/// use capstone::demo::Volley;
/// use std::time::Duration;
///
/// let volley = Volley { clients: 50, service: Duration::from_millis(10) };
/// assert_eq!(volley.longest(0), Duration::from_millis(500));
/// assert_eq!(volley.longest(4), Duration::from_millis(130));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Volley {
    /// N: how many clients there are.
    pub clients: u32,
    /// S: how long a worker takes for a request.
    pub service: Duration,
}

impl Volley {
    /// How long client number `place` waits, counted from 0 in the order of service: (place / c + 1) · S, whole rounds.
    pub fn wait(&self, place: u32, workers: u32) -> Duration {
        self.service * (place / workers.max(1) + 1)
    }

    /// How long the last client waits; zero if there are no clients.
    pub fn longest(&self, workers: u32) -> Duration {
        self.clients.checked_sub(1).map_or(Duration::ZERO, |last| self.wait(last, workers))
    }

    /// How long the clients wait on average; zero if there are none.
    pub fn mean(&self, workers: u32) -> Duration {
        let sum: Duration = (0..self.clients).map(|place| self.wait(place, workers)).sum();
        sum.checked_div(self.clients).unwrap_or_default()
    }
}
