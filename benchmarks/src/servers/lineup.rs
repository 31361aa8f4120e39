//! Servers in a contest: all of them run at the same time, and one at a time has something to do.

use crate::contest::rounds::{Contender, contest, contest_of_several};
use crate::contest::standings::Standings;
use crate::load::shape::Shape;
use crate::load::volley::Volley;
use crate::processes::idle::IdleCrowd;
use crate::processes::peer::Peer;
use crate::processes::running::Running;
use crate::processes::subject::Subject;
use anyhow::Result;
use std::net::SocketAddr;
use std::time::Duration;

/// A server that takes part.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Entrant {
    Ours(Subject),
    Peer(Peer),
}

/// A server that runs, and those who only wait there.
#[derive(Debug)]
pub(crate) struct Started {
    pub(crate) name: String,
    running: Running,
    _idle: IdleCrowd,
}

/// All servers of a contest.
#[derive(Debug)]
pub(crate) struct Lineup {
    started: Vec<Started>,
    volley: Volley,
}

impl Entrant {
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Ours(subject) => subject.name(),
            Self::Peer(peer) => peer.name(),
        }
    }

    /// The command that starts it, if it is ours.
    pub(crate) fn command(&self) -> Option<String> {
        match self {
            Self::Ours(subject) => Some(subject.command()),
            Self::Peer(_) => None,
        }
    }

    /// The same, with the flags that it needs to bear a shape. Peers have no limits.
    pub(crate) fn fit(self, shape: Shape) -> Self {
        match self {
            Self::Ours(subject) => Self::Ours(shape.fit(subject)),
            Self::Peer(_) => self,
        }
    }

    /// Starts it, and connects `idle` clients that do nothing.
    pub(crate) fn start(&self, idle: usize) -> Result<Started> {
        let running = match self {
            Self::Ours(subject) => subject.start()?,
            Self::Peer(peer) => peer.start()?,
        };
        let idle = IdleCrowd::join(running.address(), idle)?;
        Ok(Started { name: self.name(), running, _idle: idle })
    }
}

impl Started {
    pub(crate) fn address(&self) -> SocketAddr {
        self.running.address()
    }

    /// The CPU time of its process, where the system tells it.
    pub(crate) fn cpu_time(&self) -> Option<Duration> {
        self.running.cpu_time()
    }
}

impl Lineup {
    pub(crate) fn start(shape: Shape, entrants: &[Entrant]) -> Result<Self> {
        let start = |entrant: &Entrant| entrant.fit(shape).start(shape.idle);
        let started = entrants.iter().map(start).collect::<Result<_>>()?;
        Ok(Self { started, volley: shape.volley() })
    }

    /// Thousand requests a second.
    pub(crate) fn throughput(&self, rounds: usize) -> Standings {
        let contender = |server: &Started| {
            let address = server.address();
            Contender::new(&server.name, move || rate(&self.volley, address))
        };
        contest("thousand requests/s", rounds, self.started.iter().map(contender).collect())
    }

    /// Thousand requests a second, and in the same runs the 99th percentile of the latencies in milliseconds.
    pub(crate) fn throughput_and_p99(&self, rounds: usize) -> [Standings; 2] {
        let contender = |server: &Started| {
            let address = server.address();
            Contender::new(&server.name, move || {
                let (rate, latencies) = or_stop(address, self.volley.run_timed(address));
                [rate / 1e3, latencies.quantile(0.99).as_secs_f64() * 1e3]
            })
        };
        let contenders = self.started.iter().map(contender).collect();
        contest_of_several(["thousand requests/s", "ms"], rounds, contenders)
    }
}

/// Thousand requests a second.
///
/// # Panics
///
/// If a reply is wrong or missing: then there is nothing to compare.
pub(crate) fn rate(volley: &Volley, address: SocketAddr) -> f64 {
    or_stop(address, volley.run(address)) / 1e3
}

fn or_stop<T>(address: SocketAddr, result: Result<T>) -> T {
    result.unwrap_or_else(|error| panic!("{address}: {error:#}"))
}
