//! Three timestamps in the life of a request in an open loop, and the latencies between them.
//!
//! A server that stalls for a second delays every request that was due in that second, also those that no client could
//! send because it was still waiting. Measured from the actual send, they all seem quick. Gil Tene named the mistake
//! *coordinated omission* (*How NOT to Measure Latency*, 2015).

use std::time::{Duration, Instant};

/// When a request was meant to be sent, could be sent, and was sent.
///
/// ```
/// use capstone::client::Timestamps;
/// use std::time::{Duration, Instant};
///
/// let start = Instant::now();
/// let at = |ms| start + Duration::from_millis(ms);
/// // The connection was busy when the request was due, and became free 90 ms later.
/// let timestamps = Timestamps { intended: at(10), free: at(100), sent: at(100) };
/// assert_eq!(timestamps.corrected(at(101)).as_millis(), 91);
/// assert_eq!(timestamps.uncorrected(at(101)).as_millis(), 1);
/// assert_eq!(timestamps.lag(), None);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Timestamps {
    /// What the schedule says.
    pub intended: Instant,
    /// From when on the connection that carries it had nothing else outstanding.
    pub free: Instant,
    /// When it was given to the system.
    pub sent: Instant,
}

impl Timestamps {
    /// How long the user waited for a reply that came at `done`: from the intended time.
    pub fn corrected(&self, done: Instant) -> Duration {
        done - self.intended
    }

    /// What most load generators report for a request answered at `done`: from the actual send.
    pub fn uncorrected(&self, done: Instant) -> Duration {
        done - self.sent
    }

    /// How late the sender itself was; None if it had to wait for the server to free the connection.
    pub fn lag(&self) -> Option<Duration> {
        (self.free <= self.intended).then(|| self.sent - self.intended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lag_is_the_senders_own_lateness_alone() {
        let start = Instant::now();
        let at = |us| start + Duration::from_micros(us);
        let timestamps = |free, sent| Timestamps { intended: at(50), free: at(free), sent: at(sent) };
        assert_eq!(timestamps(0, 53).lag(), Some(Duration::from_micros(3)));
        assert_eq!(timestamps(50, 50).lag(), Some(Duration::ZERO));
        assert_eq!(timestamps(51, 53).lag(), None);
    }
}
