//! The server against other servers: one load, one protocol, one machine.

use crate::contest::{Contender, Standings, contest};
use crate::peers::{IdleCrowd, Peer, Running};
use crate::volley::Volley;
use anyhow::Result;
use capstone::client::Workload;
use capstone::net::work::{WorkMode, WorkSpec};
use std::thread;
use std::time::{Duration, Instant};

/// How a contest is set up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) clients: usize,
    /// Requests that each client keeps outstanding.
    pub(crate) depth: usize,
    /// Requests in all.
    pub(crate) requests: u64,
    /// Bytes of payload in each.
    pub(crate) payload: usize,
    /// What each asks for; None is an ECHO.
    pub(crate) work: Option<WorkSpec>,
    /// Connections to each server that do nothing meanwhile.
    pub(crate) idle: usize,
}

/// The usual load: 50 clients and ECHO requests of 100 bytes.
pub(crate) const ECHO: Shape =
    Shape { clients: 50, depth: 1, requests: 50_000, payload: 100, work: None, idle: 0 };

impl Shape {
    pub(crate) fn volley(&self) -> Volley {
        let Shape { clients, depth, requests, payload, work, .. } = *self;
        let workload = work.map_or_else(|| Workload::echo(payload), |spec| Workload::work(spec, payload));
        Volley { clients, depth, requests, workload }
    }
}

pub(crate) fn spin(micros: u64) -> Option<WorkSpec> {
    Some(WorkSpec { mode: WorkMode::Spin, duration: Duration::from_micros(micros) })
}

/// Thousand requests a second. All servers run at the same time, and one at a time has something to do.
pub(crate) fn throughput(shape: Shape, rounds: usize, peers: &[Peer]) -> Result<Standings> {
    let running = peers.iter().map(|peer| Ok((peer, peer.start()?))).collect::<Result<Vec<_>>>()?;
    let join = |(_, server): &(_, Running)| IdleCrowd::join(server.addr, shape.idle);
    let _crowds = running.iter().map(join).collect::<Result<Vec<_>>>()?;
    let volley = shape.volley();
    let contenders =
        running.iter().map(|(peer, server)| Contender::new(peer.name(), || load(&volley, server)));
    Ok(contest("thousand requests/s", rounds, contenders.collect()))
}

/// # Panics
///
/// If a reply is wrong or missing: then there is nothing to compare.
pub(crate) fn load(volley: &Volley, server: &Running) -> f64 {
    volley.run(server.addr).unwrap_or_else(|error| panic!("{}: {error:#}", server.addr)) / 1e3
}

/// What the system makes of a sleep when nobody wants anything else of it, in the mean of `count`. It is a little more
/// than was asked for.
pub(crate) fn sleep_alone(duration: Duration, count: u32) -> Duration {
    let start = Instant::now();
    (0..count).for_each(|_| thread::sleep(duration));
    start.elapsed() / count
}

/// How [`sleeps`] calls what eight threads could do that did nothing but sleep.
pub(crate) const SLEEP_ALONE: &str = "8 / the sleep, measured alone";

/// Thousand sleeps of 10 ms a second: a server with eight workers, against eight times what one sleep takes.
pub(crate) fn sleeps(requests: u64, rounds: usize) -> Result<Standings> {
    let duration = Duration::from_millis(10);
    let work = Some(WorkSpec { mode: WorkMode::Sleep, duration });
    let volley = Shape { clients: 16, requests, work, ..ECHO }.volley();
    let server = Peer::Sleepers.start()?;
    let alone = || 8.0 / sleep_alone(duration, (requests / 8).max(1) as u32).as_secs_f64() / 1e3;
    let ours = Contender::new(Peer::Sleepers.name(), || load(&volley, &server));
    Ok(contest("thousand requests/s", rounds, vec![ours, Contender::new(SLEEP_ALONE, alone)]))
}
