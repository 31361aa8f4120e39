//! How many requests a server holds, and the predictions that follow from that.
//!
//! The formulas are for requests that all take the same time S. N clients keep w requests in flight each; the
//! server has c workers and a queue of Q.

use crate::client::samples::Samples;
use std::time::Duration;

/// The size of a server's pool.
///
/// ```
/// use capstone::client::Limits;
/// use std::time::Duration;
///
/// let limits = Limits { queue: 64, workers: 4 };
/// assert!(!limits.can_refuse(50, 1) && limits.can_refuse(100, 1));
/// assert_eq!(limits.latency(1000, Duration::from_millis(1)), Duration::from_millis(17));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Q: requests that can wait.
    pub queue: u64,
    /// c: worker threads. Without any, the server's loop runs each request itself, and refuses none.
    pub workers: u64,
}

impl Limits {
    /// The limits of the server with these metrics. None if they are not among them.
    pub fn of(metrics: &Samples) -> Option<Self> {
        let value = |name| metrics.get(name).map(|value| value as u64);
        Some(Self { queue: value("capstone_queue_capacity")?, workers: value("capstone_workers")? })
    }

    /// Q + c: the most requests that the pool holds, those that wait and those that run.
    pub fn most_in_pool(&self) -> u64 {
        self.queue + self.workers
    }

    /// Whether so many clients, each with `depth` requests in flight, can be refused: N · w > Q + c.
    ///
    /// With fewer, there is a place for every request that can be in flight.
    pub fn can_refuse(&self, clients: u64, depth: u64) -> bool {
        self.workers > 0 && clients * depth > self.most_in_pool()
    }

    /// c / S: the most requests a second, if each worker has a CPU or none is needed.
    pub fn capacity(&self, service: Duration) -> f64 {
        self.workers.max(1) as f64 / service.as_secs_f64()
    }

    /// How long an accepted request takes on average while this many are in flight: N · w · S / c, at least S.
    ///
    /// It grows only as far as the pool is large, to (Q/c + 1) · S. There it is also the longest time.
    pub fn latency(&self, in_flight: u64, service: Duration) -> Duration {
        let in_pool = if self.workers > 0 { in_flight.min(self.most_in_pool()) } else { in_flight };
        service.mul_f64((in_pool as f64 / self.workers.max(1) as f64).max(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { queue: 64, workers: 4 };
    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn refusals_begin_with_the_first_request_that_has_no_place() {
        assert!(!LIMITS.can_refuse(68, 1) && LIMITS.can_refuse(69, 1));
        assert!(!LIMITS.can_refuse(4, 17) && LIMITS.can_refuse(5, 17));
        assert!(!Limits { queue: 1, workers: 0 }.can_refuse(1000, 1000), "the loop serves and refuses none");
    }

    #[test]
    fn the_latency_grows_with_what_is_in_flight_until_the_pool_is_full() {
        let expected =
            [(0, 1000), (1, 1000), (4, 1000), (5, 1250), (50, 12_500), (68, 17_000), (680, 17_000)];
        for (in_flight, us) in expected {
            assert_eq!(LIMITS.latency(in_flight, MS), Duration::from_micros(us), "{in_flight}");
        }
        assert_eq!(Limits { queue: 1, workers: 0 }.latency(100, MS), 100 * MS);
        assert_eq!(LIMITS.capacity(MS), 4000.0);
    }

    #[test]
    fn the_limits_are_found_among_the_other_metrics() {
        let limits = |text| Limits::of(&Samples::parse(text).unwrap());
        let metrics = "# TYPE capstone_workers gauge\ncapstone_workers_busy 2\ncapstone_workers 4\n\
                     capstone_queue_depth 3\ncapstone_queue_capacity 64\n";
        assert_eq!(limits(metrics), Some(LIMITS));
        assert_eq!(limits("capstone_workers 4\n"), None);
    }
}
