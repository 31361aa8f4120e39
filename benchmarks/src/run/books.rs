//! What a server has noted of its requests, from its STATS.

use anyhow::{Result, bail};
use capstone::client::{Answer, OneShot};
use capstone::net::envelope::MessageType;
use std::net::SocketAddr;
use std::time::Duration;

/// Sums over the requests that workers, or the event loop in their place, have done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Books {
    pub(crate) requests: f64,
    /// From a request read to its reply made, in seconds.
    pub(crate) request_seconds: f64,
    /// From a request read to a worker taking it, in seconds.
    pub(crate) queue_seconds: f64,
    /// How long threads have waited for a lock, in seconds. None if the server does not measure it.
    pub(crate) lock_seconds: Option<f64>,
}

impl Books {
    pub(crate) fn of(address: SocketAddr, timeout: Duration) -> Result<Self> {
        match OneShot::new(address, timeout).ask(MessageType::Stats, b"")? {
            Answer::Payload(stats) => Ok(Self::parse(&String::from_utf8_lossy(&stats))),
            other => bail!("STATS was refused: {other:?}"),
        }
    }

    fn parse(stats: &str) -> Self {
        let sum = |name: &str| -> Option<f64> {
            let samples = stats.lines().filter_map(|line| line.rsplit_once(' '));
            let named = samples.filter(|(found, _)| found.split('{').next() == Some(name));
            named.filter_map(|(_, value)| value.parse::<f64>().ok()).reduce(|sum, value| sum + value)
        };
        Self {
            requests: sum("capstone_request_seconds_count").unwrap_or_default(),
            request_seconds: sum("capstone_request_seconds_sum").unwrap_or_default(),
            queue_seconds: sum("capstone_queue_wait_seconds_sum").unwrap_or_default(),
            lock_seconds: sum("capstone_lock_wait_seconds_sum"),
        }
    }

    pub(crate) fn since(self, before: Self) -> Self {
        Self {
            requests: self.requests - before.requests,
            request_seconds: self.request_seconds - before.request_seconds,
            queue_seconds: self.queue_seconds - before.queue_seconds,
            lock_seconds: self.lock_seconds.zip(before.lock_seconds).map(|(now, before)| now - before),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_taken_over_all_labels_and_nothing_else() {
        let books = Books::parse(
            "# TYPE capstone_request_seconds summary\ncapstone_request_seconds{quantile=\"0.5\"} 9\n\
             capstone_request_seconds_sum 1.5\ncapstone_request_seconds_count 3\n\
             capstone_queue_wait_seconds_sum 0.5\n\
             capstone_lock_wait_seconds_sum{lock=\"a\"} 0.25\ncapstone_lock_wait_seconds_sum{lock=\"b\"} 0.5\n",
        );
        assert_eq!((books.requests, books.request_seconds, books.queue_seconds), (3.0, 1.5, 0.5));
        assert_eq!(books.lock_seconds, Some(0.75));
        assert_eq!(Books::parse("").lock_seconds, None, "a server that measures no locks");
    }
}
