//! Lesson 10, before: one client, one request after the other. The server stalls for 1 s, and p99 does not show it.

use capstone::client::{OneShot, Ramp, Retries, Workload};
use capstone::net::envelope::MessageType::Work;
use capstone::net::work::{WorkMode, WorkSpec};
use capstone::net::{Server, ServerConfig};
use capstone::observe::{Level, Logger};
use capstone::println;
use std::{error::Error, thread, time::Duration};

const SECOND: Duration = Duration::from_secs(1);

fn main() -> Result<(), Box<dyn Error>> {
    let config = ServerConfig { workers: 1, ..ServerConfig::default() };
    let server = Server::bind("127.0.0.1:0".parse()?, config, Logger::to_stderr(Level::Error)?)?;
    let address = server.local_addr()?;
    thread::spawn(|| server.run()); // until the program ends
    let silence = thread::spawn(move || {
        thread::sleep(SECOND);
        let payload = WorkSpec { mode: WorkMode::Sleep, duration: SECOND }.encode();
        OneShot::new(address, 5 * SECOND).ask(Work, &payload).expect("the server answers")
    });
    let (workload, retries, timeout) = (Workload::echo(100), Retries::new(0), 5 * SECOND);
    let (steps, step_time) = (vec![1], 3 * SECOND); // a ramp of one step: a closed loop for some time
    let ramp = Ramp { address, steps, step_time, depth: 1, workload, retries, timeout };
    let all = &ramp.run(|_| ())?.steps[0].attempts.accepted;
    silence.join().expect("the silence ends");
    let [p50, p99, max] = [all.quantile(0.5), all.quantile(0.99), all.max()];
    println!("1 client for 3 s; in the middle the only worker is busy for 1 s");
    println!("from the actual send       p50 {p50:>9.1?}   p99 {p99:>9.1?}   max {max:>9.1?}");
    Ok(())
}
