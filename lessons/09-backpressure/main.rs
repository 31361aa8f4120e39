//! Lesson 9: a full queue refuses at once; then, in virtual time, the purpose of each part of a retry policy.

use capstone::client::{Backoff, ClosedLoop, Jitter, Random, Retries, RetryBudget, Simulation, Workload};
use capstone::net::{Server, ServerConfig, work::WorkMode, work::WorkSpec};
use capstone::observe::{Level, Logger};
use capstone::println;
use std::{error::Error, thread, time::Duration};

const MS: Duration = Duration::from_millis(1);

fn main() -> Result<(), Box<dyn Error>> {
    a_real_server()?;
    let five_times = Retries { limit: 5, ..patient(Jitter::Full, 1000) };
    let herd = Simulation { clients: 500, requests: 1, ..Simulation::default() };
    println!("\n500 clients at the same moment, one request each");
    println!("  no retry            {}", herd.run(Retries::new(0)));
    println!("  again at once       {}", herd.run(patient(Jitter::None, 0)));
    println!("  backoff             {}", herd.run(patient(Jitter::None, 1000)));
    println!("  backoff, jitter     {}", herd.run(patient(Jitter::Full, 1000)));
    println!("  the same, 5 retries {}", herd.run(five_times.clone()));
    let crowd = Simulation { clients: 100, length: 10_000 * MS, ..Simulation::default() };
    println!("\n100 clients, each asks again as soon as it is served, for 10 s");
    println!("  no retry            {}", crowd.run(Retries::new(0)));
    println!("  up to 1 s           {}", crowd.run(patient(Jitter::None, 1000)));
    println!("  up to 1 s, jitter   {}", crowd.run(patient(Jitter::Full, 1000)));
    println!("  up to 0.1 s         {}", crowd.run(patient(Jitter::None, 100)));
    println!("  up to 0.1 s, jitter {}", crowd.run(patient(Jitter::Full, 100)));
    let (think, timeout, stall, length) = (2500 * MS, 100 * MS, 2000 * MS..3000 * MS, 8000 * MS);
    let users = Simulation { clients: 800, think, timeout, stall, length, ..Simulation::default() };
    let thrifty = Retries { budget: Some(RetryBudget::new(10)), ..five_times.clone() };
    println!(
        "\n800 users, 320 requests/s, the workers stand still for 1 s; served in time, second by second"
    );
    println!("  no retry            {}", users.run(Retries::new(0)).rates());
    println!("  5 retries           {}", users.run(five_times.clone()).rates());
    println!("  5, budget of 10 %   {}", users.run(thrifty).rates());
    println!("  5, queue of 16      {}", Simulation { queue: 16, ..users }.run(five_times).rates());
    Ok(())
}

fn patient(jitter: Jitter, cap: u32) -> Retries {
    let backoff = Backoff { jitter, cap: cap * MS, ..Backoff::default() };
    Retries { backoff, random: Random::new(1), ..Retries::new(u32::MAX) }
}

fn a_real_server() -> Result<(), Box<dyn Error>> {
    let config = ServerConfig { workers: 1, queue: 4, ..ServerConfig::default() };
    let server = Server::bind("127.0.0.1:0".parse()?, config, Logger::to_stderr(Level::Error)?)?;
    let (address, timeout) = (server.local_addr()?, 10_000 * MS);
    thread::spawn(|| server.run());
    println!("a real server, 1 worker and a queue of 4; 20 requests at once, 20 ms each");
    for (name, retries) in [("no retry", Retries::new(0)), ("backoff, jitter", patient(Jitter::Full, 1000))] {
        let workload = Workload::work(WorkSpec { mode: WorkMode::Sleep, duration: 20 * MS }, 5);
        let load = ClosedLoop { address, clients: 1, frames: 20, depth: 20, workload, retries, timeout };
        let (ok, failed, slowest) =
            load.run().map(|run| (run.ok, run.failed, run.attempts.rejected.max()))?;
        println!("  {name:19} {ok:>2} served, {failed:>2} failed; each busy came within {slowest:.1?}");
    }
    Ok(())
}
