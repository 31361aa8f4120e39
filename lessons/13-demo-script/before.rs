//! The demo of most projects: it shows something, and then it prints PASS.

use capstone::client::{ClosedLoop, Retries, Workload};
use capstone::net::work::{WorkMode, WorkSpec};
use capstone::net::{Server, ServerConfig};
use capstone::observe::{Level, Logger};
use capstone::println;
use std::error::Error;
use std::{thread, time::Duration};

fn main() -> Result<(), Box<dyn Error>> {
    println!("Thread pool: 50 clients, 10 ms each, and 4 workers");
    // A programmer tried something out, and forgot to undo it: this pool has one worker.
    let config = ServerConfig { workers: 1, ..ServerConfig::default() };
    let server = Server::bind("127.0.0.1:0".parse()?, config, Logger::to_stderr(Level::Error)?)?;
    let address = server.local_addr()?;
    thread::spawn(|| server.run()); // until the program ends
    let work = WorkSpec { mode: WorkMode::Sleep, duration: Duration::from_millis(10) };
    let workload = Workload::work(work, 100);
    let (retries, timeout) = (Retries::new(5), Duration::from_secs(30));
    let tally = ClosedLoop { address, clients: 50, frames: 1, depth: 1, workload, retries, timeout }.run()?;
    println!(
        "{} served, the last one after {} ms: so fast is a thread pool",
        tally.ok,
        tally.elapsed.as_millis()
    );
    println!("PASS");
    Ok(())
}
