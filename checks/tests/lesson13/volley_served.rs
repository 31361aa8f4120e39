//! How long clients wait who come at once: a real server.

use crate::{PATIENCE, ROUNDS};
use capstone::client::{ClosedLoop, Retries, Workload};
use capstone::demo::Volley;
use capstone::net::work::{WorkMode, WorkSpec};
use capstone::net::{Server, ServerConfig};
use capstone::observe::{Level, Logger};
use std::thread;
use std::time::Duration;

#[test]
fn a_real_server_serves_nobody_before_the_predicted_round() {
    ROUNDS
        .claim("with a real server, the last of a volley must not be served before its round")
        .within(PATIENCE)
        .holds(|| {
            let config = ServerConfig { workers: 4, ..ServerConfig::default() };
            let server = Server::bind(
                "127.0.0.1:0".parse().unwrap(),
                config,
                Logger::to_stderr(Level::Error).unwrap(),
            )
            .unwrap();
            let address = server.local_addr().unwrap();
            thread::spawn(|| server.run());
            let volley = Volley { clients: 50, service: Duration::from_millis(10) };
            let workload = Workload::work(WorkSpec { mode: WorkMode::Sleep, duration: volley.service }, 5);
            let (clients, retries) = (volley.clients as usize, Retries::new(0));
            let plan =
                ClosedLoop { address, clients, frames: 1, depth: 1, workload, retries, timeout: PATIENCE };
            let tally = plan.run().unwrap();
            let (took, predicted) = (tally.elapsed, volley.longest(4));
            assert!(
                tally.ok == 50 && took >= predicted,
                "{} were served in {took:?}, predicted {predicted:?}",
                tally.ok
            );
        });
}
