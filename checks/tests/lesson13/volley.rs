//! How long clients wait who come at once: the arithmetic, and a real server.

use crate::{PATIENCE, ROUNDS};
use capstone::client::{ClosedLoop, Retries, Workload};
use capstone::demo::Volley;
use capstone::net::work::{WorkMode, WorkSpec};
use capstone::net::{Server, ServerConfig};
use capstone::observe::{Level, Logger};
use std::thread;
use std::time::Duration;

#[test]
fn clients_who_come_at_once_are_served_in_rounds() {
    ROUNDS.claim("client number i must wait i / c + 1 whole rounds").holds(|| {
        for (place, workers, service_us, us) in [
            (0, 4, 10_000, 10_000),
            (3, 4, 10_000, 10_000),
            (4, 4, 10_000, 20_000),
            (49, 4, 10_000, 130_000),
            (49, 50, 10_000, 10_000),
            (49, 1, 10_000, 500_000),
            (49, 0, 10_000, 500_000),
            (19, 8, 5_000, 15_000),
            (4, 4, 1_500, 3_000),
        ] {
            let [service, expected] = [service_us, us].map(Duration::from_micros);
            let wait = Volley { clients: 50, service }.wait(place, workers);
            assert!(
                wait == expected,
                "with {workers} workers, {service:?} each, number {place} waits {wait:?} and not {expected:?}"
            );
        }
    });
}

#[test]
fn the_longest_wait_and_the_mean_are_those_of_all_clients() {
    ROUNDS.claim("the longest wait must be the last one's, and the mean that of all").holds(|| {
        for (clients, workers, service_us, longest_us, mean_us) in [
            (50, 4, 10_000, 130_000, 67_600),
            (50, 0, 10_000, 500_000, 255_000),
            (4, 4, 10_000, 10_000, 10_000),
            (5, 4, 10_000, 20_000, 12_000),
            (0, 4, 10_000, 0, 0),
            (20, 8, 5_000, 15_000, 9_000),
            (5, 4, 1_500, 3_000, 1_800),
        ] {
            let [service, longest, mean] = [service_us, longest_us, mean_us].map(Duration::from_micros);
            let volley = Volley { clients, service };
            let (found, expected) = ((volley.longest(workers), volley.mean(workers)), (longest, mean));
            assert!(
                found == expected,
                "{clients} clients, {workers} workers, {service:?} each: {found:?} and not {expected:?}"
            );
        }
    });
}

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
