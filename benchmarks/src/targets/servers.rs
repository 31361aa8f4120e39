//! What the server has to reach: `capstone serve` beside peers, without its meter, and beside itself.
//!
//! Above the lines stands the command by which ours was started for them.

use super::target::Target;
use crate::contest::bound::Bound::{AsBefore, AtLeast, AtMost};
use crate::load::shape::{ECHO, Shape, spin};
use crate::processes::peer::Peer;
use crate::processes::subject::Subject;
use crate::servers::after_crowd::{self, AFTER, FRESH, OTHER_FRESH};
use crate::servers::lineup::{Entrant, Lineup};
use crate::servers::sleeps;
use anyhow::Result;
use capstone::println;

/// A line, or one for each peer: a load, and which part of a peer's rate ours has to reach at least.
struct Floors {
    what: &'static str,
    ours: Subject,
    shape: Shape,
    peers: &'static [(Peer, f64)],
}

const OURS: Subject = Subject::REFERENCE;
const DEEP: Shape = Shape { depth: 16, requests: 500_000, ..ECHO };
const SPIN: Shape = Shape { requests: 16_000, work: spin(50), ..ECHO };

#[rustfmt::skip]
const FLOORS: [Floors; 10] = [
    of("echo, depth 1", ECHO, &[(Peer::Tokio, 1.2), (Peer::Threads, 1.3)]),
    of("echo, depth 16", DEEP, &[(Peer::Tokio, 1.1), (Peer::Threads, 1.2)]),
    of("echo, depth 64, 16 clients", Shape { depth: 64, clients: 16, ..DEEP }, &[(Peer::Tokio, 1.0)]),
    of("echo of 100 kB", Shape { payload: 100_000, requests: 10_000, ..ECHO }, &[(Peer::Tokio, 1.0)]),
    of("echo of 1 MiB", Shape { payload: 1 << 20, requests: 1_000, ..ECHO }, &[(Peer::Tokio, 0.9)]),
    of("echo, one client alone", Shape { clients: 1, requests: 10_000, ..ECHO }, &[(Peer::Tokio, 0.9)]),
    of("spin 50 µs, depth 1", SPIN, &[(Peer::TokioInline, 1.1)]),
    of("spin 50 µs, depth 16", Shape { depth: 16, ..SPIN }, &[(Peer::TokioInline, 1.1)]),
    Floors { ours: Subject::INLINE, ..of("echo, depth 16", DEEP, &[(Peer::Tokio, 1.4)]) },
    of("echo beside 1,000 idle", Shape { idle: 1_000, ..ECHO }, &[(Peer::Tokio, 1.1)]),
];

/// A crowd large enough for poll(2) to feel it, and how ours may do beside it.
const BESIDE: Shape = Shape { idle: 5_000, ..ECHO };

/// Which part of the rate without the meter has to be left with it.
const WITH_METER: f64 = 0.98;

/// How many connections come and go, and how often the client then asks that is not busy.
const CROWD: usize = 10_000;
const ASKS: u64 = 10;

const fn of(what: &'static str, shape: Shape, peers: &'static [(Peer, f64)]) -> Floors {
    Floors { what, ours: OURS, shape, peers }
}

/// `share` divides the work.
pub(super) fn judge(rounds: usize, share: u64) -> Result<()> {
    judge_throughput(rounds, share)?;
    judge_beside_idle(rounds, share)?;
    judge_sleeps(rounds, share)?;
    judge_meter(rounds, share)?;
    judge_after_crowd(rounds, share)
}

fn judge_throughput(rounds: usize, share: u64) -> Result<()> {
    let mut above = String::new();
    for Floors { what, ours, shape, peers } in FLOORS {
        let command = shape.fit(ours).command();
        if command != above {
            println!("{command}");
            above = command;
        }
        let shape = Shape { requests: shape.requests / share, ..shape };
        let peers_too = peers.iter().map(|(peer, _)| Entrant::Peer(*peer));
        let entrants: Vec<Entrant> = [Entrant::Ours(ours)].into_iter().chain(peers_too).collect();
        let standings = Lineup::start(shape, &entrants)?.throughput(rounds);
        for (index, (peer, least)) in peers.iter().enumerate() {
            let what = if index == 0 { what } else { "" };
            Target::new(what, ours.name(), peer.name(), AtLeast(*least)).report(&standings);
        }
    }
    Ok(())
}

/// The rate and the latency are those of the same runs.
fn judge_beside_idle(rounds: usize, share: u64) -> Result<()> {
    let shape = Shape { requests: BESIDE.requests / share, ..BESIDE };
    println!("{}", shape.fit(OURS).command());
    let lineup = Lineup::start(shape, &[Entrant::Ours(OURS), Entrant::Peer(Peer::Tokio)])?;
    let [rates, p99s] = lineup.throughput_and_p99(rounds);
    let (ours, peer) = (OURS.name(), Peer::Tokio.name());
    Target::new("echo beside 5,000 idle", &ours, &peer, AtLeast(1.1)).report(&rates);
    Target::new("  p99", &ours, &peer, AtMost(1.5)).report(&p99s);
    Ok(())
}

fn judge_sleeps(rounds: usize, share: u64) -> Result<()> {
    for (workers, requests) in [(4, 400), (8, 800)] {
        let ours = Subject::new(workers, OURS.queue);
        println!("{}", ours.command());
        let standings = sleeps::throughput(ours, requests / share, rounds)?;
        let what = format!("sleep 10 ms, {workers} workers");
        Target::new(what, ours.name(), sleeps::tokio(workers).name(), AtLeast(1.0)).report(&standings);
        Target::new("", ours.name(), sleeps::ALONE, AtLeast(0.98)).report(&standings);
    }
    Ok(())
}

/// The peer is the same binary without its meter.
fn judge_meter(rounds: usize, share: u64) -> Result<()> {
    let shape = Shape { requests: DEEP.requests / share, ..DEEP };
    for ours in [Subject::REFERENCE, Subject::INLINE] {
        let unmetered = Subject { has_lock_meter: false, ..ours };
        println!("{}", ours.command());
        let lineup = Lineup::start(shape, &[ours, unmetered].map(Entrant::Ours))?;
        let (what, peer) = (format!("lock meter, {} workers", ours.workers), unmetered.name());
        Target::new(what, ours.name(), peer, AtLeast(WITH_METER)).report(&lineup.throughput(rounds));
    }
    Ok(())
}

/// The noise is also how far two fresh servers differ: luck is a process's own.
fn judge_after_crowd(rounds: usize, share: u64) -> Result<()> {
    let crowd = CROWD / share as usize;
    println!("{}", after_crowd::subject(crowd).command());
    let [busy, seldom] = after_crowd::latencies(crowd, (ASKS / share).max(1) as usize, rounds)?;
    for (what, standings) in [("median after 10,000, busy", busy), ("  every 200 ms", seldom)] {
        let noise = standings.noise(AFTER).max(standings.distance(FRESH, OTHER_FRESH));
        Target::new(what, AFTER, FRESH, AsBefore(1.0)).report_with_noise(&standings, noise);
    }
    Ok(())
}
