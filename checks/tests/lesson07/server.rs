//! A server in this process, whose event loop is a thread with a name and whose jobs a check can hold up.

use crate::hold;
use capstone::net::{Server, ServerConfig, ServerReport, Stopper};
use capstone::observe::{Level, Logger, Sink};
use capstone::sync::thread::JoinHandle;
use checks::{Metrics, RawClient, RawFrame, join, msg_type, spawn_named};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// How long a reply may take that nothing holds up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// The name of the event loop's thread. No other one of the server's threads has it.
pub(crate) const LOOP: &str = "event-loop";

pub(crate) fn config(workers: usize, queue: usize) -> ServerConfig {
    ServerConfig { workers, queue, allow_panic: true, ..ServerConfig::default() }
}

/// A server in this process.
pub(crate) struct Running {
    pub(crate) addr: SocketAddr,
    pub(crate) stopper: StopAtLast,
    serving: JoinHandle<ServerReport>,
}

/// Ends the server also when the check has failed.
pub(crate) struct StopAtLast(pub(crate) Stopper);

impl Drop for StopAtLast {
    fn drop(&mut self) {
        self.0.stop();
    }
}

impl Running {
    pub(crate) fn start(config: ServerConfig) -> Self {
        Self::start_logging(Level::Info, config)
    }

    /// At [`Level::Debug`] a worker also logs that it has taken a request, before it serves it.
    pub(crate) fn start_logging(level: Level, config: ServerConfig) -> Self {
        let log = Sink::new("log", 1 << 20, io::sink()).unwrap();
        let log = Logger::to_sink(Arc::new(log), level).with_clock(hold::clock);
        let server = Server::bind("127.0.0.1:0".parse().unwrap(), config, log).unwrap();
        let (addr, stopper) = (server.local_addr().unwrap(), StopAtLast(server.stopper()));
        let serving = spawn_named(LOOP, || server.run().unwrap());
        Self { addr, stopper, serving }
    }

    pub(crate) fn connect(&self) -> RawClient {
        let mut client = RawClient::connect(self.addr);
        client.set_patience(PATIENCE);
        client
    }

    /// Stops it, whatever is under way.
    pub(crate) fn stop(self) -> ServerReport {
        drop(self.stopper);
        join(self.serving)
    }

    /// Stops it, and checks that it has lost nothing. The clients go first: for one that stays the server would
    /// linger.
    #[track_caller]
    pub(crate) fn end<C>(self, clients: C) -> ServerReport {
        drop(clients);
        let report = self.stop();
        let ServerReport { requests, replies, errors, .. } = report;
        assert_eq!(
            requests,
            replies + errors,
            "{requests} requests had {replies} replies and {errors} errors"
        );
        assert!(report.complete, "the server gave up at the end: {report:?}");
        report
    }
}

/// A request whose job lasts as long as a [`Hold`].
pub(crate) fn log(request_id: u64) -> Vec<u8> {
    RawFrame::new(msg_type::LOG, request_id, "log").bytes()
}

pub(crate) fn metric(client: &mut RawClient, name: &str) -> usize {
    let reply = client.request(&RawFrame::new(msg_type::STATS, 0, ""));
    Metrics::parse(&reply.text()).get(name) as usize
}
