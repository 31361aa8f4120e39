//! Three servers against one, predicted with the law of lesson 12 before anything is measured:
//! X(n) = X(1) n / (1 + sigma (n - 1)).
//!
//! Work that sleeps needs no CPU: sigma is 0, and three servers do three times as much as one. Work that computes needs a CPU,
//! and the servers share the CPUs. If one server can keep them all busy, sigma is 1, and three servers do no more than one.

use crate::group::Fleet;
use crate::{no_verdict, verdict};
use anyhow::{Result, ensure};
use capstone::client::{ClosedLoop, Retries, Workload};
use capstone::net::work::{WorkMode, WorkSpec};
use std::net::SocketAddr;
use std::thread;
use std::time::Duration;

const CLIENTS: usize = 48;
const ROUNDS: usize = 5;

/// A kind of work, and the prediction for it.
struct Work {
    name: &'static str,
    spec: WorkSpec,
    sigma: f64,
    /// How many requests each client sends to one server.
    frames: u64,
}

pub(crate) fn run(quick: bool) -> Result<bool> {
    let cpus = thread::available_parallelism()?.get();
    println!(
        "{CLIENTS} clients behind HAProxy, servers with 4 workers, {cpus} CPUs for all of them, {ROUNDS} rounds\n"
    );
    println!("work         servers  predicted   measured              least to most");
    let share = if quick { 20 } else { 1 };
    let sleep = WorkSpec { mode: WorkMode::Sleep, duration: Duration::from_millis(10) };
    let spin = WorkSpec { mode: WorkMode::Spin, duration: Duration::from_micros(500) };
    let works = [
        Work { name: "sleep 10 ms", spec: sleep, sigma: 0.0, frames: 20 / share.min(10) },
        Work { name: "spin 0.5 ms", spec: spin, sigma: 1.0, frames: 120 / share },
    ];
    let mut gains = Vec::new();
    for work in &works {
        gains.push(compare(work)?);
    }
    println!();
    let [sleep, spin] = [&gains[0], &gains[1]];
    println!("sleep: 3 servers do {sleep:.2} times as much as one; predicted 3.00");
    println!(
        "spin:  3 servers do {spin:.2} times as much as one; predicted 1.00, if one keeps all CPUs busy\n"
    );
    if quick {
        return Ok(no_verdict());
    }
    // One server with four workers may not keep more than four CPUs busy. Then the second prediction does not apply.
    let spin_holds = cpus > 4 || (0.5..=1.5).contains(spin);
    Ok(verdict(
        "more servers help where the server is the bottleneck, and only there",
        *sleep > 2.4 && spin_holds,
    ))
}

/// How many times as much three servers do as one: the ratio of the medians.
fn compare(work: &Work) -> Result<f64> {
    let fleet = Fleet::start("leastconn", &["--workers", "4"])?;
    let mut rates = [Vec::new(), Vec::new()];
    for round in 0..ROUNDS {
        // One after the other, and each round begins with the other one.
        for turn in 0..2 {
            let which = (round + turn) % 2;
            set_servers(&fleet, [1, 3][which])?;
            let frames = work.frames * [1, if work.sigma == 0.0 { 3 } else { 1 }][which];
            rates[which].push(rate(fleet.address(), work.spec, frames)?);
        }
    }
    let [one, three] = rates.map(|mut rates| {
        rates.sort_by(f64::total_cmp);
        rates
    });
    let predicted = one[ROUNDS / 2] * 3.0 / (1.0 + work.sigma * 2.0);
    row(work.name, 1, None, &one);
    row(work.name, 3, Some(predicted), &three);
    Ok(three[ROUNDS / 2] / one[ROUNDS / 2])
}

fn row(name: &str, servers: u32, predicted: Option<f64>, rates: &[f64]) {
    let predicted = predicted.map_or("-".to_owned(), |rate| format!("{rate:.0}/s"));
    let (least, most) = (rates[0], rates[rates.len() - 1]);
    println!(
        "{name:<11}  {servers:>7}  {predicted:>9}  {:>7.0}/s  {least:>12.0} to {most:.0}",
        rates[rates.len() / 2]
    );
}

/// Lets HAProxy give new connections to the first `count` servers only.
fn set_servers(fleet: &Fleet, count: usize) -> Result<()> {
    for (index, name) in crate::group::NAMES.iter().enumerate() {
        let state = if index < count { "ready" } else { "maint" };
        fleet.balancer.tell(&format!("set server capstones/{name} state {state}"))?;
    }
    let are_so = |rows: &[crate::balancer::Row]| (0..3).all(|index| rows[index].is_up() == (index < count));
    fleet.balancer.wait_until("the right servers are up", are_so)?;
    Ok(())
}

fn rate(address: SocketAddr, spec: WorkSpec, frames: u64) -> Result<f64> {
    let (workload, timeout) = (Workload::work(spec, 0), Duration::from_secs(20));
    let plan = ClosedLoop {
        address,
        clients: CLIENTS,
        frames,
        depth: 1,
        workload,
        retries: Retries::new(0),
        timeout,
    };
    let tally = plan.run()?;
    ensure!(tally.is_clean(), "not every request was served: {:?}", tally.first_fault);
    Ok(tally.throughput())
}
