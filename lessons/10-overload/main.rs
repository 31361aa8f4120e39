//! Lesson 10: an overload, predicted and then measured; and a stall of a second in the middle of a measurement.

use capstone::client::{Limits, OneShot, OpenLoop, Ramp, Retries, Schedule, Workload};
use capstone::net::{Server, ServerConfig, envelope::MessageType::Work, work::WorkMode, work::WorkSpec};
use capstone::observe::{Level, Logger};
use capstone::println;
use std::{error::Error, net::SocketAddr, thread, time::Duration};

const MS: Duration = Duration::from_millis(1);

fn main() -> Result<(), Box<dyn Error>> {
    overload().and_then(|()| a_second_of_silence())
}

fn serve(workers: usize, queue: usize) -> Result<SocketAddr, Box<dyn Error>> {
    let config = ServerConfig { workers, queue, ..ServerConfig::default() };
    let server = Server::bind("127.0.0.1:0".parse()?, config, Logger::to_stderr(Level::Error)?)?;
    let address = server.local_addr()?;
    thread::spawn(|| server.run()); // until the program ends
    Ok(address)
}

fn overload() -> Result<(), Box<dyn Error>> {
    let (limits, service, step_time) = (Limits { queue: 16, workers: 4 }, 5 * MS, 500 * MS);
    let (fit, capacity) = (limits.most_in_pool(), limits.capacity(service));
    println!("4 workers, a queue of 16, 5 ms a request: {fit} fit, at most {capacity:.0} requests/s");
    let (address, retries, steps) = (serve(4, 16)?, Retries::new(5), vec![2, 10, 20, 60, 10]);
    let workload = Workload::work(WorkSpec { mode: WorkMode::Sleep, duration: service }, 100);
    let ramp = Ramp { address, steps, step_time, depth: 1, workload, retries, timeout: 5000 * MS };
    for step in ramp.run(|_| ())?.steps {
        let (clients, mean, goodput) = (step.clients, step.attempts.accepted.mean(), step.goodput());
        let (latency, error) = (limits.latency(clients as u64, service), 100.0 * step.little().error());
        let [can, did] = [limits.can_refuse(clients as u64, 1), step.total().busy > 0];
        let [can, did] = [can, did].map(|busy| if busy { "refusals" } else { "no refusals" });
        println!("{clients:>3} clients, predicted {can:>11}, {latency:>6.1?}");
        println!(
            "             measured {did:>11}, {mean:>6.1?}, {goodput:.0} requests/s, Little {error:.1} %"
        );
    }
    Ok(())
}

fn a_second_of_silence() -> Result<(), Box<dyn Error>> {
    let (address, second) = (serve(1, 64)?, 1000 * MS);
    println!("\n1000 ECHO requests/s for 3 s; in the middle the only worker is busy for 1 s");
    let silence = thread::spawn(move || {
        thread::sleep(second);
        let payload = WorkSpec { mode: WorkMode::Sleep, duration: second }.encode();
        OneShot::new(address, 5000 * MS).ask(Work, &payload).expect("the server answers")
    });
    let (schedule, workload) = (Schedule::fixed(1000.0, 3 * second), Workload::echo(100));
    let tally = OpenLoop { address, schedule, connections: 4, workload, timeout: 5000 * MS }.run()?;
    silence.join().expect("the silence ends");
    for (name, all) in [("actual send", &tally.uncorrected), ("time it was due", &tally.corrected)] {
        let [p50, p99, max] = [all.quantile(0.5), all.quantile(0.99), all.max()];
        println!("from the {name:15}   p50 {p50:>9.1?}   p99 {p99:>9.1?}   max {max:>9.1?}");
    }
    Ok(())
}
