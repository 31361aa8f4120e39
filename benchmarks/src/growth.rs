//! What a request costs as the load grows, in each of the four ways in which it can.

use crate::contest::{Contender, contest};
use crate::machine;
use crate::peers::{IdleCrowd, Peer, Running};
use crate::servers::{ECHO, Shape, load};
use anyhow::Result;
use capstone::println;
use std::cell::Cell;
use std::time::Duration;

const PEERS: [Peer; 4] = [Peer::Capstone, Peer::Tokio, Peer::Threads, Peer::Inline];

/// One way to grow: what is counted, and the shapes by that count.
struct Series {
    what: &'static str,
    shapes: Vec<(usize, Shape)>,
}

/// A running server, those who only wait there, and what it has used.
struct Entrant {
    peer: Peer,
    server: Running,
    _idle: IdleCrowd,
    cpu_time: Cell<Duration>,
    requests: Cell<u64>,
}

/// Prints a table for each series. `share` divides the work.
pub(crate) fn measure(rounds: usize, share: u64) -> Result<()> {
    println!("{}\nrounds    {rounds}", machine::conditions());
    println!(
        "\nThousand ECHO requests/s, the capstone's divided by the peer's, the server's CPU time a request"
    );
    for Series { what, shapes } in all_series(share) {
        let names: String = PEERS.iter().map(|peer| format!("{:>26}", peer.name())).collect();
        println!("\n{what:>18}{names}");
        for (count, shape) in shapes {
            println!("{count:>18}{}", row(shape, rounds)?);
        }
    }
    println!("\nload at the end  {}", machine::load());
    Ok(())
}

fn all_series(share: u64) -> [Series; 4] {
    let echo = Shape { requests: 30_000 / share, ..ECHO };
    let series = |what, counts: &[usize], shape: &dyn Fn(usize) -> Shape| Series {
        what,
        shapes: counts.iter().map(|count| (*count, shape(*count))).collect(),
    };
    [
        series("idle connections", &[10, 100, 1_000, 3_000, 10_000], &|idle| Shape { idle, ..echo }),
        series("clients", &[1, 10, 100, 1_000], &|clients| Shape { clients, ..echo }),
        series("bytes of payload", &[0, 100, 1_000, 10_000, 100_000, 1 << 20], &|payload| {
            // At least a few for each client, and else about as many bytes as with 10,000 each.
            let requests = (30_000 * 10_000 / payload.max(10_000) as u64 / share).max(100);
            Shape { payload, requests, ..echo }
        }),
        // No more clients than so: at a depth of 64 they must still fit into the queue.
        series("pipeline depth", &[1, 4, 16, 64], &|depth| {
            let requests = echo.requests * (depth as u64).min(10);
            Shape { depth, clients: 16, requests, ..echo }
        }),
    ]
}

/// The cells of one shape. A server that cannot bear it has none.
fn row(shape: Shape, rounds: usize) -> Result<String> {
    let entrants = PEERS.iter().map(|peer| Entrant::start(*peer, shape)).collect::<Vec<_>>();
    let able: Vec<&Entrant> = entrants.iter().filter_map(|entrant| entrant.as_ref().ok()).collect();
    let volley = shape.volley();
    let contenders = able.iter().map(|entrant| {
        Contender::new(entrant.peer.name(), || {
            entrant.account(shape.requests, || load(&volley, &entrant.server))
        })
    });
    let standings = contest("", rounds, contenders.collect());
    let ours = able.first().map_or("", |entrant| entrant.peer.name());
    let cell = |entrant: &Result<Entrant>| match entrant {
        Ok(entrant) => {
            let name = entrant.peer.name();
            let ratio = standings.ratio(ours, name)[1];
            format!("{:>10.1}{ratio:>7.2}{:>9}", standings.rate(name), entrant.cost())
        }
        Err(_) => format!("{:>26}", "-"),
    };
    Ok(entrants.iter().map(cell).collect())
}

impl Entrant {
    fn start(peer: Peer, shape: Shape) -> Result<Self> {
        let server = peer.start()?;
        let idle = IdleCrowd::join(server.addr, shape.idle)?;
        Ok(Self { peer, server, _idle: idle, cpu_time: Cell::default(), requests: Cell::default() })
    }

    /// Books what the server uses while `run` goes on.
    fn account<R>(&self, requests: u64, run: impl FnOnce() -> R) -> R {
        let before = self.server.cpu_time();
        let result = run();
        if let (Some(before), Some(after)) = (before, self.server.cpu_time()) {
            self.cpu_time.set(self.cpu_time.get() + (after - before));
            self.requests.set(self.requests.get() + requests);
        }
        result
    }

    fn cost(&self) -> String {
        match self.requests.get() {
            0 => "unknown".to_owned(),
            requests => format!("{:.1} µs", self.cpu_time.get().as_secs_f64() * 1e6 / requests as f64),
        }
    }
}
