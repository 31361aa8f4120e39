//! An exporter that runs, and what it says over HTTP.

#![allow(dead_code, reason = "each test program needs a part of it")]

use checks::{Ended, Metrics, Process, Signal, attempt, binary};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// No verdict depends on it: it is long for a machine that is busy.
pub(crate) const LONG: Duration = Duration::from_secs(300);

/// Runs `test`, which may take so long.
#[track_caller]
pub(crate) fn within(limit: Duration, test: impl FnOnce() + Send + 'static) {
    if let Err(failure) = attempt(limit, test) {
        panic!("{failure}");
    }
}

pub(crate) struct Exporter {
    process: Process,
    addr: SocketAddr,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Exporter {
    /// Of the server at `addr`, on a free port.
    pub(crate) fn of(addr: SocketAddr) -> Self {
        let args = ["--listen", "127.0.0.1:0", "--addr", &addr.to_string()];
        Self::started(Process::start(&binary("capstone-export"), &args))
    }

    pub(crate) fn started(process: Process) -> Self {
        let line = process.wait_for_line("listening on http://");
        let addr = line.trim_start_matches("listening on http://").trim_end_matches("/metrics");
        Self { addr: addr.parse().unwrap_or_else(|_| panic!("no address: {line}")), process }
    }

    pub(crate) fn addr(&self) -> SocketAddr {
        self.addr
    }

    pub(crate) fn connect(&self) -> TcpStream {
        TcpStream::connect(self.addr).expect("the exporter takes connections")
    }

    pub(crate) fn get(&self, path: &str) -> Page {
        self.ask("GET", path)
    }

    pub(crate) fn ask(&self, method: &str, path: &str) -> Page {
        let mut stream = self.connect();
        let request = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.addr);
        stream.write_all(request.as_bytes()).expect("the exporter reads");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("the exporter answers");
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no head: {text:?}"));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        Page {
            status: status.unwrap_or_else(|| panic!("no status: {head}")),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    pub(crate) fn stop(mut self, signal: Signal) -> Ended {
        self.process.signal(signal);
        Ended::of_within(self.process, Duration::from_secs(10))
    }
}

impl Page {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let headers = self.head.lines().filter_map(|line| line.split_once(": "));
        headers.into_iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(crate) fn metrics(&self) -> Metrics {
        assert_eq!(self.status, 200, "{self:?}");
        Metrics::parse(&self.body)
    }
}
