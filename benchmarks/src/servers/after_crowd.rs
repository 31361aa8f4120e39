//! What a crowd leaves behind that comes and goes: two clients that stay must be served as by a fresh server.
//!
//! One of them is busy, and keeps the loop from polling all its connections in each turn. The other asks now and then:
//! it is the one that waits if the loop still looks for those who have left.

use crate::contest::rounds::{Contender, contest_of_several};
use crate::contest::standings::Standings;
use crate::load::blocking_client::BlockingClient;
use crate::processes::idle::IdleCrowd;
use crate::processes::running::Running;
use crate::processes::subject::Subject;
use anyhow::{Context, Result, ensure};
use capstone::client::{OneShot, Samples, Workload};
use capstone::observe::Summary;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The names that the targets refer to.
pub(crate) const AFTER: &str = "after the crowd";
pub(crate) const FRESH: &str = "a fresh server";
pub(crate) const OTHER_FRESH: &str = "another fresh server";

/// How often the one asks that is not busy.
const NOW_AND_THEN: Duration = Duration::from_millis(200);

/// How long a server may take to notice that a crowd has gone.
const PATIENCE: Duration = Duration::from_secs(60);

/// Two clients of one server, connected from before the crowd comes.
struct Pair {
    server: Running,
    busy: BlockingClient,
    seldom: BlockingClient,
}

/// The server: the reference, with room for the crowd.
pub(crate) fn subject(crowd: usize) -> Subject {
    // Room for the two clients, and for those who ask for STATS.
    Subject { connections: Some(crowd + 16), ..Subject::REFERENCE }
}

/// The median latencies of the client that is busy and of the one that is not, in milliseconds; the latter asks `asks`
/// times in each run. `crowd` connections have come and gone before.
pub(crate) fn latencies(crowd: usize, asks: usize, rounds: usize) -> Result<[Standings; 2]> {
    let names = [AFTER, FRESH, OTHER_FRESH];
    let mut pairs = names.iter().map(|_| Pair::of(subject(crowd))).collect::<Result<Vec<_>>>()?;
    come_and_go(pairs[0].server.address(), crowd)?;
    let contenders = names.into_iter().zip(&mut pairs).map(|(name, pair)| contender(name, pair, asks));
    Ok(contest_of_several(["ms", "ms"], rounds, contenders.collect()))
}

fn contender<'a>(name: &'static str, pair: &'a mut Pair, asks: usize) -> Contender<'a, [f64; 2]> {
    Contender::new(name, move || pair.medians(asks).unwrap_or_else(|error| panic!("{name}: {error:#}")))
}

/// Connects a crowd, lets it go, and waits until the server has closed its connections.
fn come_and_go(server: SocketAddr, crowd: usize) -> Result<()> {
    let before = open_connections(server)?;
    drop(IdleCrowd::join(server, crowd)?);
    let deadline = Instant::now() + PATIENCE;
    while open_connections(server)? > before {
        ensure!(Instant::now() < deadline, "{server} still has connections of a crowd that has gone");
        thread::sleep(Duration::from_millis(50)); // STATS is a request too: no need to ask all the time
    }
    Ok(())
}

fn open_connections(server: SocketAddr) -> Result<f64> {
    let metrics = Samples::ask(&mut OneShot::new(server, PATIENCE))?;
    metrics.sum("capstone_connections_open").context("STATS has no open connections")
}

impl Pair {
    fn of(subject: Subject) -> Result<Self> {
        let server = subject.start()?;
        let [busy, seldom] =
            [(); 2].map(|()| BlockingClient::connect(server.address(), &Workload::echo(100)));
        Ok(Self { busy: busy?, seldom: seldom?, server })
    }

    /// Both at the same time, in milliseconds: of the busy one, and of the other.
    fn medians(&mut self, asks: usize) -> Result<[f64; 2]> {
        let Self { busy, seldom, .. } = self;
        let enough = AtomicBool::new(false);
        let (busy, seldom) = thread::scope(|scope| {
            let busy = scope.spawn(|| until(busy, &enough));
            let seldom = now_and_then(seldom, asks);
            enough.store(true, Ordering::Relaxed);
            (busy.join().expect("a client that fails says so, and does not panic"), seldom)
        });
        Ok([busy?, seldom?].map(|latencies| latencies.quantile(0.5).as_secs_f64() * 1e3))
    }
}

fn until(client: &mut BlockingClient, enough: &AtomicBool) -> Result<Summary> {
    let mut latencies = Summary::default();
    while !enough.load(Ordering::Relaxed) {
        latencies.record(client.ask()?);
    }
    Ok(latencies)
}

fn now_and_then(client: &mut BlockingClient, asks: usize) -> Result<Summary> {
    let mut latencies = Summary::default();
    for _ in 0..asks {
        thread::sleep(NOW_AND_THEN);
        latencies.record(client.ask()?);
    }
    Ok(latencies)
}
