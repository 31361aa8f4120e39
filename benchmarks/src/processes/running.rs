//! A server in a process of its own, as a measurement sees it: where it listens, and what CPU time it uses.

use crate::processes::cpu_time::{self, ThreadTimes};
use crate::processes::helper::{Helper, announce};
use anyhow::{Context, Result};
use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;
use std::time::Duration;

/// A running server. It ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Running {
    /// Where it is to be found.
    endpoint: Endpoint,
    _helper: Helper,
}

/// The line of a helper that runs a server: its address and its process id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Endpoint {
    address: SocketAddr,
    process_id: u32,
}

impl Running {
    /// Starts this program with `args`: a helper that runs a server, and [tells](tell) where.
    pub(crate) fn start(args: &[String]) -> Result<Self> {
        let helper = Helper::start(args)?;
        let endpoint = helper
            .line()
            .parse()
            .with_context(|| format!("`{}` said {:?}", args.join(" "), helper.line()))?;
        Ok(Self { endpoint, _helper: helper })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.endpoint.address
    }

    /// The CPU time of the process since its start, threads that have ended included. None where the system does not tell.
    pub(crate) fn cpu_time(&self) -> Option<Duration> {
        cpu_time::of_process(self.endpoint.process_id)
    }

    /// The CPU time of its threads, each by its own. None where the system does not tell.
    pub(crate) fn thread_times(&self) -> Option<ThreadTimes> {
        cpu_time::of_threads(self.endpoint.process_id)
    }
}

/// Says where a server runs, in the helper that runs it.
pub(crate) fn tell(address: SocketAddr, process_id: u32) -> std::io::Result<()> {
    announce(Endpoint { address, process_id })
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.address, self.process_id)
    }
}

impl FromStr for Endpoint {
    type Err = anyhow::Error;

    fn from_str(line: &str) -> Result<Self> {
        let (address, process_id) = line.split_once(' ').context("not an address and a process id")?;
        Ok(Self { address: address.parse()?, process_id: process_id.parse()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_helper_says_of_its_server_is_read_again() {
        let endpoint = Endpoint { address: ([127, 0, 0, 1], 9000).into(), process_id: 42 };
        assert_eq!(endpoint.to_string().parse::<Endpoint>().unwrap(), endpoint);
        for line in ["", "127.0.0.1:9000", "42 127.0.0.1:9000", "127.0.0.1:9000 many"] {
            assert!(line.parse::<Endpoint>().is_err(), "{line:?}");
        }
    }
}
