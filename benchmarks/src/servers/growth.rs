//! What a request costs as the load grows, in each of the four ways in which it can.

use crate::contest::rounds::{Contender, contest};
use crate::load::shape::{ECHO, Shape};
use crate::machine;
use crate::processes::binary;
use crate::processes::peer::Peer;
use crate::processes::subject::Subject;
use crate::servers::lineup::{Entrant, Started, rate};
use anyhow::Result;
use capstone::println;
use std::cell::Cell;
use std::time::Duration;

const ENTRANTS: [Entrant; 4] = [
    Entrant::Ours(Subject::REFERENCE),
    Entrant::Peer(Peer::Tokio),
    Entrant::Peer(Peer::Threads),
    Entrant::Ours(Subject::INLINE),
];

/// One way to grow: what is counted, and the shapes by that count.
struct Growth {
    what: &'static str,
    shapes: Vec<(usize, Shape)>,
}

/// A server, and what it has used.
struct Accounted {
    server: Started,
    cpu_time: Cell<Duration>,
    requests: Cell<u64>,
}

/// Prints a table for each way to grow. `share` divides the work.
pub(crate) fn measure(rounds: usize, share: u64) -> Result<()> {
    binary::capstone()?; // without it, there is nothing to be said in any row
    println!("{}\nrounds    {rounds}\n", machine::conditions());
    println!(
        "Thousand ECHO requests/s, the first one's divided by this one's, and the server's CPU time a request"
    );
    for Growth { what, shapes } in ways_to_grow(share) {
        let entrants = entrants(&shapes);
        println!();
        entrants.iter().filter_map(Entrant::command).for_each(|command| println!("{command}"));
        let names: String = entrants.iter().map(|entrant| format!("{:>26}", entrant.name())).collect();
        println!("{what:>18}{names}");
        for (count, shape) in shapes {
            println!("{count:>18}{}", row(&entrants, shape, rounds));
        }
    }
    println!("\nload at the end  {}", machine::load());
    Ok(())
}

fn ways_to_grow(share: u64) -> [Growth; 4] {
    let echo = Shape { requests: 30_000 / share, ..ECHO };
    let growth = |what, counts: &[usize], shape: &dyn Fn(usize) -> Shape| Growth {
        what,
        shapes: counts.iter().map(|count| (*count, shape(*count))).collect(),
    };
    [
        growth("idle connections", &[10, 100, 1_000, 3_000, 10_000], &|idle| Shape { idle, ..echo }),
        growth("clients", &[1, 10, 100, 1_000], &|clients| Shape { clients, ..echo }),
        growth("bytes of payload", &[0, 100, 1_000, 10_000, 100_000, 1 << 20], &|payload| {
            // At least a few for each client, and else about as many bytes as with 10,000 each.
            let requests = (30_000 * 10_000 / payload.max(10_000) as u64 / share).max(100);
            Shape { payload, requests, ..echo }
        }),
        // No more clients than so: at a depth of 64 they must still fit into the queue.
        growth("pipeline depth", &[1, 4, 16, 64], &|depth| {
            let requests = echo.requests * (depth as u64).min(10);
            Shape { depth, clients: 16, requests, ..echo }
        }),
    ]
}

/// The entrants of a table: in all of its rows with the flags that the greatest one needs.
fn entrants(shapes: &[(usize, Shape)]) -> [Entrant; 4] {
    let greatest = shapes.iter().map(|(_, shape)| *shape).max_by_key(Shape::connections).unwrap_or(ECHO);
    ENTRANTS.map(|entrant| entrant.fit(greatest))
}

/// The cells of one shape. A server that cannot bear it has none, and says why on stderr.
fn row(entrants: &[Entrant], shape: Shape, rounds: usize) -> String {
    let servers: Vec<Option<Accounted>> =
        entrants.iter().map(|entrant| Accounted::start(*entrant, shape)).collect();
    let able: Vec<&Accounted> = servers.iter().flatten().collect();
    let volley = &shape.volley();
    let contenders = able.iter().map(|server| {
        let address = server.server.address();
        Contender::new(&server.server.name, move || server.account(shape.requests, || rate(volley, address)))
    });
    let standings = contest("", rounds, contenders.collect());
    let first = able.first().map_or("", |server| &server.server.name);
    let cell = |server: &Option<Accounted>| match server {
        Some(server) => {
            let name = &server.server.name;
            let ratio = standings.ratio(first, name)[1];
            format!("{:>10.1}{ratio:>7.2}{:>9}", standings.median(name), server.cost())
        }
        None => format!("{:>26}", "-"),
    };
    servers.iter().map(cell).collect()
}

impl Accounted {
    fn start(entrant: Entrant, shape: Shape) -> Option<Self> {
        match entrant.start(shape.idle) {
            Ok(server) => Some(Self { server, cpu_time: Cell::default(), requests: Cell::default() }),
            Err(error) => {
                eprintln!("{}: {error:#}", entrant.name());
                None
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_rows_of_a_table_have_the_flags_that_its_greatest_one_needs() {
        let [idle, clients, payload, depth] = ways_to_grow(1).map(|growth| {
            let commands: Vec<String> =
                entrants(&growth.shapes).iter().filter_map(Entrant::command).collect();
            commands.join("\n")
        });
        assert_eq!(idle.matches("--max-connections 10100 --idle-timeout 3600").count(), 2, "{idle}");
        assert_eq!(clients.matches("--max-connections 2000 --idle-timeout 3600").count(), 2, "{clients}");
        assert!(!payload.contains("--max") && payload == depth, "{payload}\n{depth}");
    }
}
