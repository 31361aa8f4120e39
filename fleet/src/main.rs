//! `fleet`: three capstones behind HAProxy, and what becomes of their clients. Each command is an experiment that says
//! beforehand what must come, and ends with exit code 1 if it does not.

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

/// Three capstones behind HAProxy, and what becomes of their clients. Needs `haproxy` in PATH.
#[derive(Debug, Parser)]
#[command(name = "fleet", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// A small part of the work: it shows that everything runs
    #[arg(long, global = true)]
    quick: bool,
}

#[derive(Debug, Clone, Copy, Subcommand)]
enum Command {
    /// What is balanced: connections, by turns or by how many each server has
    Balance,
    /// Restart all servers, one after the other, again and again, under load
    Restarts,
    /// Kill a server under load, and find in the books what was lost
    Killed,
    /// One server is slow: what the mean says, and what its clients
    Slow,
    /// One server and three, predicted and measured
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

/// The last line of a quick run of an experiment whose verdict would be one on the machine.
fn no_verdict() -> bool {
    println!("a quick run: it shows that everything works, and its figures mean nothing");
    true
}

/// The last line of an experiment: whether what must hold does.
fn verdict(what: &str, holds: bool) -> bool {
    println!("{}  {what}", if holds { "PASS" } else { "FAIL" });
    holds
}
