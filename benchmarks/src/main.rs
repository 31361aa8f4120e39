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
mod canvas;
mod chart;
mod contest;
mod load;
mod machine;
mod meter;
mod month;
mod overload;
mod pools;
mod processes;
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

use anyhow::{Context, Result};
use capstone::print;
use clap::{Parser, Subcommand};
use processes::idle::Holder;
use processes::keeper::Keeper;
use processes::peer::Peer;
use run::compare::Compare;
use run::impact::Impact;
use run::plan_command::PlanCommand;
use run::raw_framing::RawFraming;
use run::run_command::RunCommand;
use servers::growth;
use std::fs;
use std::path::PathBuf;

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
    Plan(PlanCommand),
    Run(RunCommand),
    Compare(Compare),
    Impact(Impact),
    #[command(hide = true)]
    Keep(Keeper),
    /// Be one of the servers that are not ours, until standard input ends
    #[command(hide = true)]
    Peer {
        #[command(subcommand)]
        peer: Peer,
    },
    #[command(hide = true)]
    RawFraming(RawFraming),
    #[command(hide = true)]
    Idle(Holder),
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    let (rounds, share) = (cli.rounds as usize, if cli.smoke { 100 } else { 1 });
    match cli.what {
        What::Queues => queues::measure(rounds, share),
        What::Pools => pools::measure(rounds, share),
        What::Servers => servers::measure(rounds, share as u64)?,
        What::Targets { only } => targets::judge(only, rounds, share as u64)?,
        What::Growth => growth::measure(rounds, share as u64)?,
        What::Overload => overload::judge(if cli.smoke { 1 } else { rounds }, share as u32)?,
        What::Chart { file } => {
            let json = fs::read_to_string(&file).with_context(|| format!("cannot read {file:?}"))?;
            print!("{}", chart::svg_of(&json)?);
        }
        What::Meter => meter::measure((rounds * 200).div_ceil(share)),
        What::Plan(plan) => plan.run(cli.smoke)?,
        What::Run(run) => run.run(cli.smoke)?,
        What::Compare(compare) => compare.run()?,
        What::Impact(impact) => impact.run(cli.smoke)?,
        What::Keep(keeper) => keeper.keep()?,
        What::Peer { peer } => peer.serve()?,
        What::RawFraming(server) => server.serve()?,
        What::Idle(holder) => holder.hold()?,
    }
    Ok(())
}
