//! Why a server cannot begin.

use crate::threads::SpawnError;
use std::net::SocketAddr;
use std::{fmt, io};

/// Why [`Server::bind`](super::Server::bind) failed. Nothing is left running.
#[derive(Debug)]
pub enum BindError {
    /// The process may not open as many descriptors as the connections need.
    TooFewDescriptors {
        /// Connections that the server was to take.
        connections: usize,
        /// Descriptors that this needs, with those of the server itself.
        needed: u64,
        /// The hard limit of the process.
        hard_limit: u64,
    },
    /// The system's poll(2) takes no set as large as that.
    TooManyToPoll {
        /// Connections that the server was to take.
        connections: usize,
        /// The most connections for which it can be done.
        most: u64,
    },
    /// The limit on descriptors cannot be raised.
    RaiseLimit {
        /// Descriptors that the connections need.
        needed: u64,
        /// What the system says.
        reason: io::Error,
    },
    /// The address cannot be listened on.
    Listen {
        /// Which address.
        addr: SocketAddr,
        /// What the system says.
        reason: io::Error,
    },
    /// There is no descriptor left for the pipe by which workers wake the event loop.
    Pipe(io::Error),
    /// A worker cannot be created.
    Workers(SpawnError),
}

impl fmt::Display for BindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFewDescriptors { connections, needed, hard_limit } => write!(
                f,
                "{connections} connections need {needed} descriptors, and the hard limit is {hard_limit}: raise it (`ulimit \
                 -Hn`) or serve fewer connections"
            ),
            Self::TooManyToPoll { connections, most } => {
                write!(f, "{connections} connections are more than poll(2) takes here: serve at most {most}")
            }
            Self::RaiseLimit { needed, reason } => {
                write!(f, "cannot raise the limit on open descriptors to {needed}: {reason}")
            }
            Self::Listen { addr, reason } => write!(f, "cannot listen on {addr}: {reason}"),
            Self::Pipe(reason) => write!(f, "cannot make the pipe that wakes the event loop: {reason}"),
            Self::Workers(error) => write!(f, "cannot start the workers: {error}"),
        }
    }
}

impl std::error::Error for BindError {}
