//! Measurements of the capstone against other queues, pools and servers. What they mean: benchmarks/README.md.

#[allow(
    dead_code,
    unexpected_cfgs,
    unreachable_pub,
    reason = "compiled from the capstone's files, of which it needs a part"
)]
mod bare;
#[allow(
    dead_code,
    unexpected_cfgs,
    unreachable_pub,
    clippy::duplicate_mod,
    reason = "a copy is what it is for"
)]
#[path = "bare.rs"]
mod bare_again;
mod chart;
mod contest;
mod growth;
mod machine;
mod meter;
mod month;
mod overload;
mod peers;
mod pools;
mod queues;
mod run;
mod servers;
#[allow(
    dead_code,
    unexpected_cfgs,
    unreachable_pub,
    reason = "compiled from the capstone's file, for `bare`"
)]
#[path = "../../capstone/src/sync.rs"]
mod sync;
mod targets;
mod volley;

use anyhow::{Context, Result};
use capstone::{print, println};
use clap::{Parser, Subcommand};
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

/// Measure the capstone against its peers: interleaved rounds, ratios within a round, and the noise beside them
#[derive(Debug, Parser)]
#[command(name = "benchmarks")]
struct Cli {
    #[command(subcommand)]
    what: What,
    /// Rounds that count, after one that warms up
    #[arg(long, global = true, default_value = "7", value_parser = clap::value_parser!(u64).range(1..=1000))]
    rounds: u64,
    /// A hundredth of the work: to see that it runs, not to measure
    #[arg(long, global = true)]
    smoke: bool,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Bounded queues: throughput with 1, 2 and 4 threads on each side, and round trips
    Queues,
    /// Thread pools: a million trivial jobs, a hundred thousand jobs of 5 µs
    Pools,
    /// Servers: 50 clients that send ECHO requests of 100 bytes, one or sixteen at a time
    Servers,
    /// Everything that has a target beside a peer, held against it; or one part of it
    Targets {
        only: Option<targets::Part>,
    },
    /// Servers as the load grows: idle connections, clients, payload, pipeline depth
    Growth,
    /// Overload: twice and ten times as many clients as the server has places for, held against what it promises
    Overload,
    /// Draw what `capstone ramp --json` has printed, as SVG on standard output
    Chart {
        file: PathBuf,
    },
    /// What measuring the locks costs, off and on. A round is two hundred short ones
    Meter,
    Plan(run::PlanCommand),
    Run(run::Run),
    Compare(run::Compare),
    Impact(run::Impact),
    /// Be the server that `run` measures, until standard input ends
    #[command(hide = true)]
    Subject(run::Subject),
    /// Be one of the servers, until standard input ends
    #[command(hide = true)]
    Peer {
        name: peers::Peer,
    },
    /// Hold connections to a server, until standard input ends
    #[command(hide = true)]
    Idle {
        server: std::net::SocketAddr,
        count: usize,
    },
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    let (rounds, share) = (cli.rounds as usize, if cli.smoke { 100 } else { 1 });
    match cli.what {
        What::Queues => measure_queues(rounds, share),
        What::Pools => measure_pools(rounds, share),
        What::Servers => measure_servers(rounds, share as u64)?,
        What::Targets { only } => targets::judge(only, rounds, share as u64)?,
        What::Growth => growth::measure(rounds, share as u64)?,
        What::Overload => measure_overload(if cli.smoke { 1 } else { rounds }, share as u32)?,
        What::Chart { file } => {
            let json = fs::read_to_string(&file).with_context(|| format!("cannot read {file:?}"))?;
            print!("{}", chart::svg_of(&json)?);
        }
        What::Meter => measure_meter((rounds * 200).div_ceil(share)),
        What::Plan(plan) => plan.run(cli.smoke)?,
        What::Run(run) => run.run(cli.smoke)?,
        What::Compare(compare) => compare.run()?,
        What::Impact(impact) => impact.run(cli.smoke)?,
        What::Subject(subject) => subject.serve()?,
        What::Peer { name } => name.serve()?,
        What::Idle { server, count } => peers::hold_idle(server, count)?,
    }
    Ok(())
}

fn measure_queues(rounds: usize, share: usize) {
    for threads in [1, 2, 4] {
        println!("queue of 1024 boxed closures, {threads} producers, {threads} consumers");
        let shape = queues::Shape { producers: threads, consumers: threads, items: 2_000_000 / share };
        println!("{}", queues::throughput(shape, rounds));
    }
    println!("hand-off and back, two queues of capacity 1");
    println!("{}", queues::round_trips(100_000 / share, rounds));
}

fn measure_pools(rounds: usize, share: usize) {
    for (workers, jobs, micros) in [(2, 1_000_000, 0), (4, 1_000_000, 0), (2, 100_000, 5), (4, 100_000, 5)] {
        let shape = pools::Shape { workers, jobs: jobs / share, work: Duration::from_micros(micros) };
        println!("pool of {workers} workers, {} jobs of {micros} µs", shape.jobs);
        println!("{}", pools::throughput(shape, rounds));
    }
}

fn measure_meter(rounds: usize) {
    println!("queue of 1024, one thread pushes and pops, {rounds} rounds");
    let queues = meter::queues(rounds);
    println!("{queues}{}", meter::verdict(&queues, false));
    for workers in [1, 2] {
        println!("pool of {workers} workers, jobs of 5 µs, {rounds} rounds");
        let pools = meter::pools(workers, rounds);
        println!("{pools}{}", meter::verdict(&pools, true));
    }
}

fn measure_servers(rounds: usize, share: u64) -> Result<()> {
    use peers::Peer::{Capstone, Inline, Threads, Tokio, TokioBlocking, TokioInline};
    for (depth, requests) in [(1, 100_000), (16, 800_000)] {
        let shape = servers::Shape { depth, requests: requests / share, ..servers::ECHO };
        println!("50 clients, {depth} outstanding each, ECHO of 100 bytes");
        let peers = [Capstone, Inline, Tokio, TokioBlocking, Threads];
        println!("{}", servers::throughput(shape, rounds, &peers)?);
    }
    for depth in [1, 16] {
        let (requests, work) = (20_000 / share, servers::spin(50));
        let shape = servers::Shape { depth, requests, work, ..servers::ECHO };
        println!("50 clients, {depth} outstanding each, WORK that keeps a CPU busy for 50 µs");
        let peers = [Capstone, Inline, TokioInline, TokioBlocking, Threads];
        println!("{}", servers::throughput(shape, rounds, &peers)?);
    }
    Ok(())
}

fn measure_overload(rounds: usize, share: u32) -> Result<()> {
    let step_time = Duration::from_secs(10) / share;
    println!("{}", machine::conditions());
    println!(
        "server    4 workers, a queue of 64; WORK (sleep 1 ms), 1 in flight a client, 5 retries, full jitter"
    );
    println!("rounds    {rounds}, each of 5 steps of {step_time:?}\n");
    println!("{}", overload::judge(rounds, step_time)?);
    println!("load at the end  {}", machine::load());
    Ok(())
}
