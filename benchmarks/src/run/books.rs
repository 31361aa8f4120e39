//! What a server has noted of its requests, from its STATS.

use capstone::client::Samples;

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
    pub(crate) fn since(self, before: Self) -> Self {
        Self {
            requests: self.requests - before.requests,
            request_seconds: self.request_seconds - before.request_seconds,
            queue_seconds: self.queue_seconds - before.queue_seconds,
            lock_seconds: self.lock_seconds.zip(before.lock_seconds).map(|(now, before)| now - before),
        }
    }
}

impl From<&Samples> for Books {
    fn from(metrics: &Samples) -> Self {
        let sum = |name| metrics.sum(name).unwrap_or_default();
        Self {
            requests: sum("capstone_request_seconds_count"),
            request_seconds: sum("capstone_request_seconds_sum"),
            queue_seconds: sum("capstone_queue_wait_seconds_sum"),
            lock_seconds: metrics.sum("capstone_lock_wait_seconds_sum"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(text: &str) -> Samples {
        Samples::parse(text).unwrap()
    }

    #[test]
    fn each_figure_is_that_of_its_metric() {
        let books = Books::from(&samples(
            "capstone_request_seconds_sum 1.5\ncapstone_request_seconds_count 3\ncapstone_queue_wait_seconds_sum 0.5\n\
             capstone_lock_wait_seconds_sum{lock=\"a\"} 0.25\ncapstone_lock_wait_seconds_sum{lock=\"b\"} 0.5\n",
        ));
        assert_eq!((books.requests, books.request_seconds, books.queue_seconds), (3.0, 1.5, 0.5));
        assert_eq!(books.lock_seconds, Some(0.75));
        assert_eq!(Books::from(&samples("")).lock_seconds, None, "a server that measures no locks");
    }
}
