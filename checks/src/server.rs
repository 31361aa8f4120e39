//! A `capstone serve` of a check's own, on a free port, that ends with the check.

use crate::deadline::{Countdown, DEADLINE};
use crate::{Footprint, Metrics, Process, RawClient, RawFrame, binary, msg_type};
use rustix::process::Signal;
use std::net::SocketAddr;
use std::time::Duration;

/// A running server.
#[derive(Debug)]
pub struct Server {
    process: Process,
    addr: SocketAddr,
}

/// What is left of a server that has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped {
    /// The exit code; `None` if a signal killed it.
    pub code: Option<i32>,
    /// What it wrote to stdout after the line with its address.
    pub summary: String,
    /// What it wrote to stderr.
    pub stderr: String,
}

/// What the first line on stdout says before the address.
const LISTENING: &str = "listening on ";

impl Server {
    /// Starts `capstone serve --addr 127.0.0.1:0` with `args`, and waits until it listens.
    ///
    /// # Panics
    ///
    /// If it does not come to listen.
    #[track_caller]
    pub fn start(args: &[&str]) -> Self {
        let args = [&["serve", "--addr", "127.0.0.1:0"], args].concat();
        Self::of(Process::start(&binary("capstone"), &args))
    }

    /// The server that `process` is; waits until it listens.
    ///
    /// # Panics
    ///
    /// If it does not come to listen.
    #[track_caller]
    pub fn of(process: Process) -> Self {
        let line = process.wait_for_line(LISTENING);
        let addr = line[LISTENING.len()..].parse();
        Self {
            process,
            addr: addr.unwrap_or_else(|_| panic!("the server's first line has no address: {line:?}")),
        }
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The process.
    pub fn process(&mut self) -> &mut Process {
        &mut self.process
    }

    /// A new connection to it.
    ///
    /// # Panics
    ///
    /// If it does not take one.
    #[track_caller]
    pub fn connect(&self) -> RawClient {
        RawClient::connect(self.addr)
    }

    /// Its metrics, asked for on a new connection.
    ///
    /// # Panics
    ///
    /// If it does not answer.
    #[track_caller]
    pub fn metrics(&self) -> Metrics {
        let reply = self.connect().request(&RawFrame::new(msg_type::STATS, 0, ""));
        assert_eq!(reply.msg_type, msg_type::STATS, "the server answered STATS with {:?}", reply.error());
        Metrics::parse(&reply.text())
    }

    /// Its descriptors, threads and memory; `None` where the system does not tell.
    pub fn footprint(&self) -> Option<Footprint> {
        Footprint::of(self.process.id())
    }

    /// Waits until it holds no more descriptors and threads than at `before`. Where the system does not tell,
    /// it says so.
    ///
    /// # Panics
    ///
    /// If it goes on holding more.
    #[track_caller]
    pub fn wait_until_back_to(&self, before: Option<Footprint>) {
        let Some(before) = before else {
            return eprintln!("skipped: this system does not show what another process holds");
        };
        let mut now = before;
        let mut is_back = || {
            now = self.footprint()?;
            (now.descriptors <= before.descriptors && now.threads <= before.threads).then_some(())
        };
        let is_back = Countdown::of_this_check().wait_for(&mut is_back).is_some();
        assert!(is_back, "the server kept what it had taken: before {before:?}, now {now:?}");
    }

    /// Checks that a new client is served as if nothing had happened.
    ///
    /// # Panics
    ///
    /// If it is not.
    #[track_caller]
    pub fn assert_serves(&self) {
        self.connect().expect_echo(1, b"still here?");
    }

    /// Sends `signal` and waits for the end.
    ///
    /// # Panics
    ///
    /// If it does not end.
    #[track_caller]
    pub fn stop(mut self, signal: Signal) -> Stopped {
        self.process.signal(signal);
        self.wait(DEADLINE + Duration::from_secs(5)) // its own drain may take 10 s
    }

    /// Waits for an end that is already under way.
    ///
    /// # Panics
    ///
    /// If it does not end within `limit`.
    #[track_caller]
    pub fn wait(mut self, limit: Duration) -> Stopped {
        let code = self.process.wait(limit).code();
        let stdout = self.process.stdout_text();
        let summary = stdout.split_once('\n').map_or("", |(_, summary)| summary).to_owned();
        Stopped { code, summary, stderr: self.process.stderr_text() }
    }
}
