//! The server under attack, and what must be true of it after any of them.

use checks::{Claim, DEADLINE, Footprint, Metrics, RawFrame, Server, Signal, Stopped, Text, msg_type};
use std::ops::{Deref, DerefMut};
use std::thread;
use std::time::{Duration, Instant};

/// A server that remembers what it held before anybody connected.
#[derive(Debug)]
pub(crate) struct Subject {
    server: Server,
    before: Option<Footprint>,
}

/// Memory that a server may keep from what it has been through: its spare frames (4 MiB), the room of its log, and
/// what the allocator does not give back. A leak of anything large, or of anything many times, is more.
const KEPT_MEMORY: u64 = 32 << 20;

/// A promise of the catalogue, in words: a sentence with *must*, without a full stop.
pub(crate) const fn promise(words: &'static str) -> Claim {
    Text::at("capstone/README.md").section("Faults").claim(words).beside_others()
}

impl Subject {
    /// A server on a free port with these arguments.
    #[track_caller]
    pub(crate) fn start(args: &[&str]) -> Self {
        Self::of(Server::start(args))
    }

    /// This server, to which nobody has connected yet.
    pub(crate) fn of(server: Server) -> Self {
        let before = server.footprint();
        Self { server, before }
    }

    /// Checks that the server is as good as new, and ends it.
    ///
    /// # Panics
    ///
    /// If a new client is not served, a request has no answer or a job no end, anything that was taken is still held,
    /// or the server does not end in order.
    #[track_caller]
    pub(crate) fn assert_unharmed(self) -> Stopped {
        self.assert_serves();
        self.quiet_metrics().assert_balanced();
        self.wait_until_back_to(self.before);
        if let (Some(before), Some(now)) = (self.before, self.footprint()) {
            let kept = now.memory.saturating_sub(before.memory);
            assert!(kept <= KEPT_MEMORY, "the server kept {kept} bytes of memory: {before:?}, then {now:?}");
        }
        let stopped = self.server.stop(Signal::TERM);
        assert_eq!(stopped.code, Some(0), "SIGTERM ended the server with this code\n{}", stopped.stderr);
        stopped
    }

    /// The metrics once no job runs or waits and the one who asks is the only client.
    ///
    /// # Panics
    ///
    /// If that does not come about.
    #[track_caller]
    pub(crate) fn quiet_metrics(&self) -> Metrics {
        let is_quiet = |metrics: &Metrics| {
            metrics.get("capstone_workers_busy") + metrics.get("capstone_queue_depth") == 0.0
                && metrics.get("capstone_connections_open") == 1.0
        };
        self.metrics_when("no job runs and every client has gone", is_quiet)
    }

    /// The metrics as soon as `condition` holds of them; `what` says in words what that is. All on one connection.
    ///
    /// # Panics
    ///
    /// If it does not come to hold.
    #[track_caller]
    pub(crate) fn metrics_when(&self, what: &str, mut condition: impl FnMut(&Metrics) -> bool) -> Metrics {
        let mut client = self.connect();
        let deadline = Instant::now() + DEADLINE;
        loop {
            let reply = client.request(&RawFrame::new(msg_type::STATS, 0, ""));
            let metrics = Metrics::parse(&reply.text());
            if condition(&metrics) {
                return metrics;
            }
            assert!(Instant::now() < deadline, "within {DEADLINE:?} this did not happen: {what}\n{metrics}");
            thread::park_timeout(Duration::from_millis(1));
        }
    }
}

impl Deref for Subject {
    type Target = Server;

    fn deref(&self) -> &Server {
        &self.server
    }
}

impl DerefMut for Subject {
    fn deref_mut(&mut self) -> &mut Server {
        &mut self.server
    }
}
