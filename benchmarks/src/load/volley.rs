//! A load generator that costs as little as it can: what it uses is missing in the server that it measures.
//!
//! On two cores the generator that counts and times every request ([`capstone::client::ClosedLoop`]) takes a third of
//! the machine, and then the servers look more alike than they are. This one sends the same bytes again and again, so
//! that it encodes nothing and finds out with two comparisons a reply whether it is right. Times cost it a look at the
//! clock for each turn of a client, and one for each poll; it takes them only if it is asked to.

mod client;
mod stopwatch;

use crate::load::script::Script;
use anyhow::{Result, ensure};
use capstone::client::Workload;
use capstone::net::sys::{PollFd, poll};
use capstone::observe::Summary;
use client::Client;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use stopwatch::Stopwatch;

/// Bytes read at once, and sent at once if that is more than one frame.
const ROOM: usize = 256 * 1024;

/// How long a server may be silent.
const PATIENCE: Duration = Duration::from_secs(20);

/// A load: some clients, each of which always has `depth` requests in flight.
#[derive(Debug, Clone)]
pub(crate) struct Volley {
    pub(crate) clients: usize,
    pub(crate) depth: usize,
    /// Requests of all clients together.
    pub(crate) requests: u64,
    pub(crate) workload: Workload,
}

impl Volley {
    /// Runs it against a server. Returns requests a second, from the first request to the last reply.
    ///
    /// # Errors
    ///
    /// If a connection breaks or a reply is wrong or missing: then there is nothing to compare.
    pub(crate) fn run(&self, address: SocketAddr) -> Result<f64> {
        self.fire(address, None)
    }

    /// The same, with the time that each request took: from its first byte sent until poll(2) reports its reply. How long
    /// this generator then takes to get to it is not the server's business.
    ///
    /// # Errors
    ///
    /// The same; and with more than one request in flight, for then what poll reports may be the reply to any of them.
    pub(crate) fn run_timed(&self, address: SocketAddr) -> Result<(f64, Summary)> {
        ensure!(self.depth == 1, "{} requests in flight: only one can be timed", self.depth);
        let mut stopwatch = Stopwatch::new(self.clients);
        let rate = self.fire(address, Some(&mut stopwatch))?;
        Ok((rate, stopwatch.latencies))
    }

    fn fire(&self, address: SocketAddr, mut stopwatch: Option<&mut Stopwatch>) -> Result<f64> {
        let script = Script::new(&self.workload, self.depth, ROOM);
        let frames = (self.requests / self.clients as u64).max(1);
        let connect = |_| Client::connect(address, frames, &script);
        let mut clients = (0..self.clients).map(connect).collect::<Result<Vec<_>>>()?;
        let mut entries = vec![PollFd::UNUSED; clients.len()];
        let mut room = vec![0; ROOM];
        let start = Instant::now();
        for (number, (client, entry)) in clients.iter_mut().zip(&mut entries).enumerate() {
            stopwatch.iter_mut().for_each(|stopwatch| stopwatch.start(number));
            *entry = client.send(&script, self.depth)?;
        }
        while clients.iter().any(|client| !client.is_done()) {
            ensure!(poll(&mut entries, Some(PATIENCE))? > 0, "{address} has been silent for {PATIENCE:?}");
            stopwatch.iter_mut().for_each(|stopwatch| stopwatch.look());
            let ready =
                clients.iter_mut().zip(&mut entries).enumerate().filter(|(_, (_, entry))| entry.is_ready());
            for (number, (client, entry)) in ready {
                if entry.is_readable() {
                    client.receive(&script, &mut room)?;
                }
                if let Some(stopwatch) = &mut stopwatch
                    && client.is_answered()
                {
                    stopwatch.stop(number);
                    stopwatch.start(number);
                }
                *entry = client.send(&script, self.depth)?;
            }
        }
        Ok((frames * self.clients as u64) as f64 / start.elapsed().as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::test_server::{echo, wrong};

    #[test]
    fn every_request_is_timed_whether_it_is_sent_in_one_piece_or_in_many() {
        for payload in [0, 100, 4 << 20] {
            let volley = Volley { clients: 3, depth: 1, requests: 12, workload: Workload::echo(payload) };
            let (rate, latencies) = volley.run_timed(echo()).unwrap();
            assert_eq!(latencies.count(), 12, "with {payload} bytes of payload");
            // Each client has all its requests one after the other, so none took longer than the whole.
            assert!(latencies.max() <= Duration::from_secs_f64(12.0 / rate), "{latencies:?} at {rate}/s");
        }
    }

    #[test]
    fn with_several_in_flight_nothing_is_timed() {
        let volley = Volley { clients: 2, depth: 3, requests: 60, workload: Workload::echo(10) };
        let address = echo();
        assert!(volley.run(address).unwrap() > 0.0);
        assert!(volley.run_timed(address).unwrap_err().to_string().contains("only one can be timed"));
    }

    #[test]
    fn a_reply_that_is_not_its_request_is_an_error() {
        let volley = Volley { clients: 2, depth: 1, requests: 2, workload: Workload::echo(10) };
        assert!(volley.run(wrong()).unwrap_err().to_string().contains("a reply is not its request"));
    }
}
