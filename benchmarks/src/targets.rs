//! `benchmarks targets`: how fast ours has to be beside each peer, measured in one run, each with its noise and verdict.

mod pools;
mod queues;
mod servers;
mod target;

use crate::machine;
use anyhow::Result;
use capstone::println;
use clap::ValueEnum;

/// Which targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    Queues,
    Pools,
    Servers,
}

/// Measures everything that has a target, or one part of it. `share` divides the work.
pub(crate) fn judge(only: Option<Part>, rounds: usize, share: u64) -> Result<()> {
    let wanted = |part| only.is_none_or(|only| only == part);
    println!("{}\nrounds    {rounds}", machine::conditions());
    println!("server    ours is started by the command above its lines, and writes its log into a file\n");
    target::head();
    if wanted(Part::Queues) {
        queues::judge(rounds, share as usize);
    }
    if wanted(Part::Pools) {
        pools::judge(rounds, share as usize);
    }
    if wanted(Part::Servers) {
        servers::judge(rounds, share)?;
    }
    println!("\nload at the end  {}", machine::load());
    Ok(())
}
