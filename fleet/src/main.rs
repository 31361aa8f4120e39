//! `fleet`: experiments with three capstone servers behind HAProxy. Each command is one experiment. It compares what happens
//! with a prediction, and ends with exit code 1 if the prediction was wrong.

mod audit;
mod balance;
mod balancer;
mod capstone_child;
mod clients;
mod group;
mod killed;
mod restarts;
mod scaling;
mod slow;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Experiments with three capstone servers behind HAProxy. `haproxy` must be in PATH.
#[derive(Debug, Parser)]
#[command(name = "fleet", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Do a small part of the work, to see that everything runs
    #[arg(long, global = true)]
    quick: bool,
}

#[derive(Debug, Clone, Copy, Subcommand)]
enum Command {
    /// What HAProxy balances: connections, in turn or by how many each server has
    Balance,
    /// Restart all servers under load, one after the other, ten times
    Restarts,
    /// Kill a server under load, and find out which requests were lost
    Killed,
    /// Make one server slow, and compare the mean with what the clients see
    Slow,
    /// Predict and measure the throughput of one server and of three
    Scaling,
}

fn main() -> ExitCode {
    let Cli { command, quick } = Cli::parse();
    let outcome = match command {
        Command::Balance => balance::run(),
        Command::Restarts => restarts::run(if quick { 1 } else { 10 }),
        Command::Killed => killed::run(),
        Command::Slow => slow::run(quick),
        Command::Scaling => scaling::run(quick),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("fleet: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The last line of a quick run, whose verdict would depend on the machine.
fn no_verdict() -> bool {
    println!("a quick run: everything works, and the figures mean nothing");
    true
}

/// The last line of an experiment: whether the prediction was right.
fn verdict(what: &str, holds: bool) -> bool {
    println!("{}  {what}", if holds { "PASS" } else { "FAIL" });
    holds
}
