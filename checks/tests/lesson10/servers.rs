//! What real servers and real clients make of the predictions. Whatever fails above fails here, too.

use crate::{MS, OMISSION, PATIENCE, REFUSALS, SECOND};
use capstone::client::{Limits, OneShot, OpenLoop, Ramp, Retries, Schedule, Workload};
use capstone::net::envelope::MessageType;
use capstone::net::work::{WorkMode, WorkSpec};
use capstone::net::{Server, ServerConfig};
use capstone::observe::{Level, Logger};
use std::net::SocketAddr;
use std::thread::{self, sleep};
use std::time::Duration;

/// A server that serves until the process ends.
fn serve(workers: usize, queue: usize) -> SocketAddr {
    let config = ServerConfig { workers, queue, ..ServerConfig::default() };
    let logger = Logger::to_stderr(Level::Error).unwrap();
    let server = Server::bind("127.0.0.1:0".parse().unwrap(), config, logger).unwrap();
    let address = server.local_addr().unwrap();
    thread::spawn(|| server.run());
    address
}

fn sleep_for(duration: Duration) -> WorkSpec {
    WorkSpec { mode: WorkMode::Sleep, duration }
}

#[test]
fn a_prediction_of_refusals_comes_true() {
    let claim = REFUSALS.claim("clients must be refused where that was predicted, and nowhere else");
    claim.within(PATIENCE).holds(|| {
        let (limits, mut refused) = (Limits { queue: 2, workers: 1 }, 0);
        for _ in 0..5 {
            let plan = Ramp {
                address: serve(1, 2),
                steps: vec![1, 3, 20, 2],
                step_time: 100 * MS,
                depth: 1,
                workload: Workload::work(sleep_for(MS), 5),
                retries: Retries::new(5),
                timeout: PATIENCE,
            };
            for step in plan.run(|_| ()).unwrap().steps {
                let (clients, busy) = (step.clients, step.total().busy);
                let predicted = limits.can_refuse(clients as u64, 1);
                assert!(
                    predicted || busy == 0,
                    "{clients} clients met {busy} refusals where can_refuse had said that there could be none"
                );
                refused += if predicted { busy } else { 0 };
            }
        }
        assert!(refused > 0, "nobody was, in any step for which can_refuse had said that it could happen");
    });
}

#[test]
fn a_second_of_silence_shows_in_the_corrected_latency_alone() {
    let claim =
        OMISSION.claim("a second of silence must show in the corrected latency, and hardly in the other");
    claim.within(PATIENCE).holds(|| {
        let address = serve(1, 64);
        let silence = thread::spawn(move || {
            sleep(SECOND / 2); // not to wait for something: silence is to fall in the middle of the measurement
            OneShot::new(address, PATIENCE).ask(MessageType::Work, &sleep_for(SECOND).encode()).unwrap()
        });
        let (schedule, workload) = (Schedule::fixed(1000.0, 3 * SECOND), Workload::echo(100));
        let plan = OpenLoop { address, schedule, connections: 4, workload, timeout: PATIENCE };
        let tally = plan.run().unwrap();
        silence.join().unwrap();
        assert!(tally.total().ok == 3000, "of 3000 requests not all were served: {:?}", tally.total());
        let [corrected, uncorrected] = [&tally.corrected, &tally.uncorrected].map(|all| all.quantile(0.99));
        assert!(corrected > SECOND / 2, "the corrected p99 was {corrected:?}");
        assert!(uncorrected < SECOND / 2, "the uncorrected p99 was {uncorrected:?}, with 4 connections");
    });
}
