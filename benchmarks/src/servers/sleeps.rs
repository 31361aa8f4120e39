//! Requests that sleep: as many a second as the threads that serve them allow, and no fewer.

use crate::contest::rounds::{Contender, contest};
use crate::contest::standings::Standings;
use crate::load::shape::{ECHO, Shape, sleep};
use crate::processes::peer::Peer;
use crate::processes::subject::Subject;
use crate::servers::lineup::{Entrant, rate};
use anyhow::Result;
use std::thread;
use std::time::{Duration, Instant};

const SLEEP: Duration = Duration::from_millis(10);

/// How a contest calls what the threads could do if they did nothing but sleep.
pub(crate) const ALONE: &str = "the sleep, measured alone";

/// Thousand sleeps of 10 ms a second: a server of ours, tokio with as many blocking threads as that has workers, and what
/// follows from one sleep alone.
pub(crate) fn throughput(ours: Subject, requests: u64, rounds: usize) -> Result<Standings> {
    let Subject { workers, .. } = ours;
    let volley = &Shape { clients: 2 * workers, requests, work: sleep(SLEEP), ..ECHO }.volley();
    let entrants = [Entrant::Ours(ours), Entrant::Peer(tokio(workers))];
    let started = entrants.iter().map(|entrant| entrant.start(0)).collect::<Result<Vec<_>>>()?;
    let in_turn = (requests / workers as u64).max(1) as u32;
    let alone = || workers as f64 / sleep_alone(SLEEP, in_turn).as_secs_f64() / 1e3;
    let servers = started.iter().map(|server| {
        let address = server.address();
        Contender::new(&server.name, move || rate(volley, address))
    });
    let contenders = servers.chain([Contender::new(ALONE, alone)]).collect();
    Ok(contest("thousand requests/s", rounds, contenders))
}

/// The peer of a server with so many workers.
pub(crate) fn tokio(workers: usize) -> Peer {
    Peer::TokioBlocking { threads: workers }
}

/// What the system makes of a sleep when nobody wants anything else of it, in the mean of `count`. It is a little more
/// than was asked for.
pub(crate) fn sleep_alone(duration: Duration, count: u32) -> Duration {
    let start = Instant::now();
    (0..count).for_each(|_| thread::sleep(duration));
    start.elapsed() / count
}
