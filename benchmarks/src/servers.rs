//! The server against other servers: one load, one protocol, one machine.

use crate::contest::{Contender, Standings, contest};
use crate::peers::{Peer, Running};
use anyhow::Result;
use capstone::client::{ClosedLoop, Retries, Workload};
use std::time::Duration;

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
}

/// Thousand ECHO requests a second. All servers run at the same time, and one at a time has something to do.
pub(crate) fn echo(shape: Shape, rounds: usize) -> Result<Standings> {
    let peers = [Peer::Capstone, Peer::Tokio, Peer::Threads, Peer::Inline];
    let running = peers.into_iter().map(|peer| Ok((peer, peer.start()?))).collect::<Result<Vec<_>>>()?;
    let contenders = running.iter().map(|(peer, server)| Contender::new(peer.name(), || load(shape, server)));
    Ok(contest("thousand requests/s", rounds, contenders.collect()))
}

/// # Panics
///
/// If a reply is wrong or missing: then there is nothing to compare.
fn load(shape: Shape, server: &Running) -> f64 {
    let tally = ClosedLoop {
        address: server.addr,
        clients: shape.clients,
        frames: shape.requests / shape.clients as u64,
        depth: shape.depth,
        workload: Workload::echo(shape.payload),
        retries: Retries::new(0),
        timeout: Duration::from_secs(10),
    }
    .run()
    .expect("the load generator runs");
    assert!(tally.is_clean(), "{}: {:?}", server.addr, tally.first_fault);
    tally.throughput() / 1e3
}
