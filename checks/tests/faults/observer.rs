//! A bystander who asks the server again and again how it is.

use checks::{Metrics, RawClient, RawFrame, msg_type};
use std::thread;
use std::time::{Duration, Instant};

/// How long to wait for a number to change.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connection on which nothing but STATS is asked. The event loop answers it whatever the workers do.
#[derive(Debug)]
pub(crate) struct Observer {
    client: RawClient,
    /// Bytes of its own requests, which the server counts as well.
    sent: u64,
}

impl Observer {
    pub(crate) fn new(client: RawClient) -> Self {
        Self { client, sent: 0 }
    }

    /// The metrics now.
    ///
    /// # Panics
    ///
    /// If the server does not answer.
    #[track_caller]
    pub(crate) fn metrics(&mut self) -> Metrics {
        let request = RawFrame::new(msg_type::STATS, 1, "");
        self.sent += request.bytes().len() as u64;
        let reply = self.client.request(&request);
        assert_eq!(reply.msg_type, msg_type::STATS, "the server answered STATS with {:?}", reply.error());
        Metrics::parse(&reply.text())
    }

    /// The metrics as soon as `condition` holds of them; `what` says in words what that is.
    ///
    /// # Panics
    ///
    /// If it does not come to hold.
    #[track_caller]
    pub(crate) fn metrics_when(
        &mut self,
        what: &str,
        mut condition: impl FnMut(&Metrics) -> bool,
    ) -> Metrics {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let metrics = self.metrics();
            if condition(&metrics) {
                return metrics;
            }
            assert!(Instant::now() < deadline, "expected within {PATIENCE:?}: {what}\n{metrics}");
            thread::park_timeout(Duration::from_millis(1));
        }
    }

    /// Waits until this counter, or gauge, has this value.
    ///
    /// # Panics
    ///
    /// If it does not get there.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, name: &str, value: u64) {
        self.metrics_when(&format!("{name} is {value}"), |metrics| metrics.get(name) == value as f64);
    }

    /// Waits until this many connections were closed for this reason.
    ///
    /// # Panics
    ///
    /// If they are not.
    #[track_caller]
    pub(crate) fn wait_for_closed(&mut self, reason: &str, count: u64) {
        self.wait_for(&format!("capstone_connections_closed_total{{reason=\"{reason}\"}}"), count);
    }

    /// How many bytes the server has read so far from clients other than this one.
    #[track_caller]
    pub(crate) fn bytes_from_others(&mut self) -> u64 {
        self.metrics().get("capstone_bytes_received_total") as u64 - self.sent
    }

    /// Waits until the server has read this many bytes from clients other than this one.
    ///
    /// # Panics
    ///
    /// If it does not get to read them.
    #[track_caller]
    pub(crate) fn wait_for_bytes_from_others(&mut self, count: u64) {
        let deadline = Instant::now() + PATIENCE;
        while self.bytes_from_others() < count {
            assert!(Instant::now() < deadline, "within {PATIENCE:?} the server did not read what was sent");
        }
    }
}
