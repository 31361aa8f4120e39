//! How long clients wait who come at once: the arithmetic, the server, and the script that uses both.

use crate::{PATIENCE, README};
use capstone::client::{ClosedLoop, Retries, Workload};
use capstone::demo::{Expectation, Figure, Pace, Volley, month1};
use capstone::net::work::{WorkMode, WorkSpec};
use capstone::net::{Server, ServerConfig};
use capstone::observe::{Level, Logger};
use checks::{Section, Text};
use std::thread;
use std::time::Duration;

const ROUNDS: Section = Text::at(README).section("Where a prediction comes from");
const MS: Duration = Duration::from_millis(1);

#[test]
fn clients_who_come_at_once_are_served_in_rounds() {
    ROUNDS.claim("client number i must wait i / c + 1 whole rounds").holds(|| {
        let volley = Volley { clients: 50, service: 10 * MS };
        for (place, workers, ms) in
            [(0, 4, 10), (3, 4, 10), (4, 4, 20), (49, 4, 130), (49, 50, 10), (49, 1, 500)]
        {
            let wait = volley.wait(place, workers);
            assert!(wait == ms * MS, "with {workers} workers, number {place} waits {wait:?} and not {ms} ms");
        }
        assert!(volley.wait(49, 0) == 500 * MS, "without workers one comes after the other");
    });
}

#[test]
fn the_longest_wait_and_the_mean_are_those_of_all_clients() {
    ROUNDS.claim("the longest wait must be the last one's, and the mean that of all").holds(|| {
        for (clients, workers, longest, mean_us) in [
            (50, 4, 130, 67_600),
            (50, 0, 500, 255_000),
            (4, 4, 10, 10_000),
            (5, 4, 20, 12_000),
            (0, 4, 0, 0),
        ] {
            let volley = Volley { clients, service: 10 * MS };
            let found = (volley.longest(workers), volley.mean(workers));
            let expected = (longest * MS, Duration::from_micros(mean_us));
            assert!(
                found == expected,
                "{clients} clients, {workers} workers: {found:?} and not {expected:?}"
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
            let volley = Volley { clients: 50, service: 10 * MS };
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

#[test]
fn the_pool_section_predicts_both_waits_with_and_without_workers() {
    ROUNDS
        .claim("the section `pool` must predict the longest and the mean wait, with 0 and with 4 workers")
        .holds(|| {
            let script = month1(Pace::Full);
            let found: Vec<_> =
                script.predictions().into_iter().filter(|(name, _)| *name == "pool").collect();
            let of = |part: &str, workers: &str| {
                let is_it = |expectation: &Expectation| {
                    expectation.figure.starts_with(part) && expectation.figure.ends_with(workers)
                };
                found
                    .iter()
                    .find(|(_, expectation)| is_it(expectation))
                    .and_then(|(_, found)| found.bound.predicted())
            };
            for (part, workers, us) in [
                ("longest", "0 workers", 500_000),
                ("mean", "0 workers", 255_000),
                ("longest", "4 workers", 130_000),
                ("mean", "4 workers", 67_600),
            ] {
                let expected = Some(Figure::time(Duration::from_micros(us)));
                let found = of(part, workers);
                assert!(
                    found == expected,
                    "its {part} wait with {workers} was {found:?} and not {expected:?}"
                );
            }
        });
}
