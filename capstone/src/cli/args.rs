//! The values that several commands take: what is accepted, and how a refusal names the range.

use super::report::human;
use anyhow::{Context, Result};
use capstone::client::{Backoff, Jitter, OneShot, Retries, RetryBudget, Workload};
use capstone::net::work::{WorkMode, WorkSpec};
use clap::Args;
use std::fmt;
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::str::FromStr;
use std::time::Duration;

/// The longest time that a flag takes, in seconds: a day.
const MAX_SECONDS: f64 = 86_400.0;

/// The shortest time that a flag takes, in seconds.
const MIN_SECONDS: f64 = 0.001;

/// A parser for whole numbers from `min` to `max`.
pub(super) fn whole(min: u64, max: u64) -> impl Fn(&str) -> Result<u64, String> + Clone {
    move |text| match text.parse() {
        Ok(number) if (min..=max).contains(&number) => Ok(number),
        _ => Err(format!("expected a whole number from {min} to {max}")),
    }
}

/// Parses seconds, perhaps with a fraction.
pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(seconds) if (MIN_SECONDS..=MAX_SECONDS).contains(&seconds) => Ok(Duration::from_secs_f64(seconds)),
        _ => Err(format!("expected seconds from {MIN_SECONDS} to {MAX_SECONDS}, such as 0.5")),
    }
}

/// `HOST:PORT`, not looked up yet.
#[derive(Debug, Clone)]
pub(super) struct Address(String);

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.rsplit_once(':') {
            Some((host, port)) if !host.is_empty() && port.parse::<u16>().is_ok() => {
                Ok(Self(text.to_owned()))
            }
            _ => Err("expected HOST:PORT with a port from 0 to 65535, such as 127.0.0.1:9000".to_owned()),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Address {
    /// The addresses that the name stands for, at least one.
    pub(super) fn resolve(&self) -> Result<Vec<SocketAddr>> {
        let addresses: Vec<_> =
            self.0.to_socket_addrs().with_context(|| format!("cannot look up {self}"))?.collect();
        anyhow::ensure!(!addresses.is_empty(), "{self} has no address");
        Ok(addresses)
    }

    /// Looks for the server: of several addresses that a name stands for, the first that takes a connection.
    ///
    /// That connection is then the first one used, so that looking takes no place at the server. A single address needs no
    /// look.
    pub(super) fn find(&self, timeout: Duration) -> Result<Found> {
        let addresses = self.resolve()?;
        let connected = if addresses.len() > 1 { first_connected(&addresses, timeout) } else { None };
        Ok(connected.unwrap_or(Found { address: addresses[0], connected: None }))
    }
}

/// Where a server is.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) address: SocketAddr,
    /// A connection to it, if it had to be looked for.
    pub(super) connected: Option<TcpStream>,
}

impl Found {
    /// A client that uses that connection.
    pub(super) fn one_shot(self, timeout: Duration) -> Result<OneShot> {
        let client = OneShot::new(self.address, timeout);
        Ok(match self.connected {
            Some(connected) => client.over(connected)?,
            None => client,
        })
    }
}

fn first_connected(addresses: &[SocketAddr], timeout: Duration) -> Option<Found> {
    let connect = |address: &SocketAddr| {
        let stream = TcpStream::connect_timeout(address, timeout).ok()?;
        // A free port of our own machine can be given to both ends of one connection: then there is no server.
        let is_own = stream.local_addr().is_ok_and(|own| own == *address);
        (!is_own).then_some(Found { address: *address, connected: Some(stream) })
    };
    addresses.iter().find_map(connect)
}

/// Parses what chance does to a wait.
pub(super) fn jitter(text: &str) -> Result<Jitter, String> {
    match text {
        "full" => Ok(Jitter::Full),
        "none" => Ok(Jitter::None),
        _ => Err("expected full or none".to_owned()),
    }
}

/// Which server, and how patient its client is.
#[derive(Debug, Args)]
pub(super) struct ServerArgs {
    /// Where the server listens
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:9000")]
    pub(super) addr: Address,
    /// Seconds to wait for a reply
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = seconds)]
    pub(super) timeout: Duration,
}

/// The work that a request asks for, if any.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(super) struct WorkArgs {
    /// Ask a worker to sleep for N microseconds
    #[arg(long, value_name = "N", value_parser = whole(0, u64::from(u32::MAX)))]
    sleep_us: Option<u64>,
    /// Ask a worker to keep a CPU busy for N microseconds
    #[arg(long, value_name = "N", value_parser = whole(0, u64::from(u32::MAX)))]
    spin_us: Option<u64>,
}

impl WorkArgs {
    pub(super) fn spec(&self) -> Option<WorkSpec> {
        let sleep = self.sleep_us.map(|us| (WorkMode::Sleep, us));
        let (mode, us) = sleep.or(self.spin_us.map(|us| (WorkMode::Spin, us)))?;
        Some(WorkSpec { mode, duration: Duration::from_micros(us) })
    }

    /// Requests for that work, or ECHOs, with `size` bytes of payload.
    pub(super) fn workload(&self, size: usize) -> Workload {
        self.spec().map_or(Workload::echo(size), |spec| Workload::work(spec, size))
    }

    /// The kind of request, in words.
    pub(super) fn describe(&self) -> String {
        let Some(spec) = self.spec() else { return "ECHO".to_owned() };
        let mode = match spec.mode {
            WorkMode::Sleep => "sleep",
            WorkMode::Spin => "spin",
            WorkMode::Panic => "panic",
        };
        format!("WORK ({mode} {})", human(spec.duration))
    }
}

/// How clients retry, but for how often.
#[derive(Debug, Args)]
pub(super) struct RetryArgs {
    /// The longest wait before a retry, in milliseconds
    #[arg(long, value_name = "MS", default_value = "1000", value_parser = whole(1, 3_600_000))]
    retry_cap_ms: u64,
    /// Whether chance shortens the waits: full or none
    #[arg(long, value_name = "KIND", default_value = "full", value_parser = jitter)]
    jitter: Jitter,
    /// Retries that a first attempt pays for, in percent; 10 are saved up [default: no limit]
    #[arg(long, value_name = "PERCENT", value_parser = whole(0, 1000))]
    retry_budget: Option<u64>,
}

impl RetryArgs {
    pub(super) fn cap(&self) -> Duration {
        Duration::from_millis(self.retry_cap_ms)
    }

    pub(super) fn policy(&self, limit: u64) -> Retries {
        let backoff = Backoff { cap: self.cap(), jitter: self.jitter, ..Backoff::default() };
        let budget = self.retry_budget.map(|percent| RetryBudget::new(percent as u32));
        Retries { backoff, budget, ..Retries::new(limit as u32) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn of_several_addresses_the_first_that_takes_a_connection_is_meant_and_takes_one() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (nobody, somebody) = ("127.0.0.1:1".parse().unwrap(), listener.local_addr().unwrap());
        let found = first_connected(&[nobody, somebody, somebody], Duration::from_secs(10)).unwrap();
        let (_, peer) = listener.accept().unwrap();
        assert_eq!((found.address, found.connected.unwrap().local_addr().unwrap()), (somebody, peer));
        listener.set_nonblocking(true).unwrap();
        assert!(listener.accept().is_err(), "a second connection was opened");
        assert!(first_connected(&[nobody, nobody], Duration::from_secs(10)).is_none());
    }
}
