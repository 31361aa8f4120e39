//! `benchmarks servers`: the server against other servers, with one load and one protocol on one machine.

pub(crate) mod after_crowd;
pub(crate) mod growth;
pub(crate) mod lineup;
pub(crate) mod sleeps;

use crate::contest::standings::Standings;
use crate::load::shape::{ECHO, Shape, spin};
use crate::processes::peer::Peer;
use crate::processes::subject::Subject;
use anyhow::Result;
use capstone::println;
use lineup::{Entrant, Lineup};

/// Prints the standings of each contest. `share` divides the work.
pub(crate) fn measure(rounds: usize, share: u64) -> Result<()> {
    let [ours, inline] = [Subject::REFERENCE, Subject::INLINE];
    println!("{:<36}{}\n{:<36}{}\n", ours.name(), ours.command(), inline.name(), inline.command());
    for (depth, requests) in [(1, 100_000), (16, 800_000)] {
        let shape = Shape { depth, requests: requests / share, ..ECHO };
        println!("50 clients, {depth} in flight each, ECHO of 100 bytes");
        let peers = [Peer::Tokio, Peer::SPAWN_BLOCKING, Peer::Threads];
        println!("{}", contest(shape, [ours, inline], &peers, rounds)?);
    }
    for depth in [1, 16] {
        let shape = Shape { depth, requests: 20_000 / share, work: spin(50), ..ECHO };
        println!("50 clients, {depth} in flight each, WORK that keeps a CPU busy for 50 µs");
        let peers = [Peer::TokioInline, Peer::SPAWN_BLOCKING, Peer::Threads];
        println!("{}", contest(shape, [ours, inline], &peers, rounds)?);
    }
    Ok(())
}

fn contest(shape: Shape, ours: [Subject; 2], peers: &[Peer], rounds: usize) -> Result<Standings> {
    let entrants = ours.map(Entrant::Ours).into_iter().chain(peers.iter().copied().map(Entrant::Peer));
    Ok(Lineup::start(shape, &entrants.collect::<Vec<_>>())?.throughput(rounds))
}
