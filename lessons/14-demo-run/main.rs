//! Lesson 14: a script runs three times, and the runs are compared; then once more, with a broken server.

use capstone::client::{ClosedLoop, Retries, Workload};
use capstone::demo::{Bound, Comparison, Evidence, Figure, Row, Script, Section, Stage, Step, Volley, run};
use capstone::net::{Server, ServerConfig, work::WorkMode, work::WorkSpec};
use capstone::observe::{Level, Logger};
use capstone::println;
use std::{error::Error, thread, time::Duration};

/// A number of clients at once, for a server that should have a number of workers.
type Act = (Volley, u32);

/// A stage without child processes: the server is a thread, and has no more workers than this.
struct Here(u32);

impl Stage for Here {
    type Action = Act;
    fn perform(&mut self, (volley, workers): &Act) -> Result<Evidence, String> {
        volley_at_once(volley, *workers.min(&self.0)).map_err(|error| error.to_string())
    }
    fn clear(&mut self) {} // each server has its own port, and ends with the program
}

fn volley_at_once(volley: &Volley, workers: u32) -> Result<Evidence, Box<dyn Error>> {
    let config = ServerConfig { workers: workers as usize, ..ServerConfig::default() };
    let server = Server::bind("127.0.0.1:0".parse()?, config, Logger::to_stderr(Level::Error)?)?;
    let (address, clients, retries) = (server.local_addr()?, volley.clients as usize, Retries::new(5));
    thread::spawn(|| server.run());
    let workload = Workload::work(WorkSpec { mode: WorkMode::Sleep, duration: volley.service }, 100);
    let timeout = Duration::from_secs(30);
    let tally = ClosedLoop { address, clients, frames: 1, depth: 1, workload, retries, timeout }.run()?;
    Ok(Evidence::default().with("served", Figure::count(tally.ok)).with("last", Figure::time(tally.elapsed)))
}

fn section(name: &'static str, clients: u32, workers: u32) -> Section<Act> {
    let volley = Volley { clients, service: Duration::from_millis(10) };
    let last = Bound::Near { predicted: Figure::time(volley.longest(workers)), low: 0.98, high: 2.5 };
    let step = Step::new("Clients at once", (volley, workers));
    let served = step.expect("served", Bound::Exactly(Figure::count(clients.into())), "a request each");
    let steps = vec![served.expect("last", last, "whole rounds of S")];
    Section { name, shows: "rounds", look: "pool.rs", steps }
}

fn main() {
    let sections = vec![section("calm", 4, 4), section("pool", 20, 4), section("inline", 20, 0)];
    let script = Script { sections };
    let reports = [1, 2, 3].map(|_| run(&script, &mut Here(4), &mut ()));
    let comparison = Comparison::of(&reports);
    let agree = comparison.agrees();
    println!("{} of {} runs passed; agree: {agree}", comparison.passed, comparison.runs);
    for row @ Row { section, figure, exact, .. } in &comparison.rows {
        let ([low, mid, high], exact) = (row.spread().expect("measured"), if *exact { "exact" } else { "" });
        println!("  {section:<7}{figure:<7}{low:>7}{mid:>8}{high:>8}   {exact}");
    }
    println!("\nThe same with a server that has one worker where four were asked for");
    for section in run(&script, &mut Here(1), &mut ()).sections {
        let tell = |reason| format!("FAIL after {} attempts: {reason}", section.attempts);
        println!("  {:<7}{}", section.name, section.failures().pop().map_or("PASS".to_owned(), tell));
    }
}
