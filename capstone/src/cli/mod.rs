//! The command line: one file a subcommand. Here every outcome becomes an exit code.

mod args;
mod demo;
mod json;
mod load;
mod log;
mod ramp;
mod report;
mod result_file;
mod send;
mod serve;
mod stress;
mod terminal;
mod usage;

use anyhow::{Context, Result};
use capstone::net::Signals;
use capstone::observe::Blocking;
use clap::{Parser, Subcommand};
use std::env;
use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;
use usage::{Asked, Usage};

/// A TCP server on poll(2) whose requests run on a thread pool, and the clients that try and measure it.
#[derive(Debug, Parser)]
#[command(name = "capstone", version, arg_required_else_help = false)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Serve),
    Send(send::Send),
    Stress(stress::Stress),
    Load(load::Load),
    Ramp(ramp::Ramp),
    Log(log::Log),
    Demo(demo::Demo),
    #[command(hide = true)]
    DemoGuard(demo::Guard),
}

/// How a command ended, if no error ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Success,
    /// It ran to its end and found what it should not; it has said so itself.
    Failure,
    /// The drain deadline passed.
    Incomplete,
    /// Somebody interrupted it.
    Interrupted,
}

/// Runs the command that the process was started with.
pub(crate) fn run() -> ExitCode {
    let words: Vec<OsString> = env::args_os().collect();
    match run_command(&words) {
        Ok(Outcome::Success) => ExitCode::SUCCESS,
        Ok(Outcome::Failure) => ExitCode::from(1),
        Ok(Outcome::Incomplete) => ExitCode::from(3),
        Ok(Outcome::Interrupted) => ExitCode::from(130),
        Err(error) => {
            tell(&format!("{error:#}"));
            ExitCode::from(if error.is::<Usage>() { 2 } else { 1 })
        }
    }
}

fn run_command(words: &[OsString]) -> Result<Outcome> {
    let cli: Cli = match usage::parse(words)? {
        Asked::Command(cli) => cli,
        Asked::Text(text) => {
            print(text.as_bytes())?;
            return Ok(Outcome::Success);
        }
    };
    match cli.command {
        Command::Serve(serve) => serve.run(),
        Command::Send(send) => send.run(),
        Command::Stress(stress) => stress.run(),
        Command::Load(load) => load.run(),
        Command::Ramp(ramp) => ramp.run(),
        Command::Log(log) => log.run(),
        Command::Demo(demo) => demo.run(),
        Command::DemoGuard(guard) => guard.run(),
    }
}

/// From here on, Ctrl+C asks for what was measured so far. A second one ends the process at once.
fn heed_ctrl_c() -> Result<Signals> {
    Signals::install().context("cannot take over the signals")
}

/// One line on stderr that says whose it is.
fn tell(line: &str) {
    tell_plainly(&format!("capstone: {line}"));
}

/// One line on stderr. Unlike `eprintln!` it does not panic when stderr is closed.
fn tell_plainly(line: &str) {
    let _ = Blocking::new(io::stderr().lock()).write_all(format!("{line}\n").as_bytes());
}

/// Writes to stdout. A reader that has seen enough, such as `head`, is no failure.
fn print(bytes: &[u8]) -> Result<()> {
    let mut stdout = Blocking::new(io::stdout().lock());
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error).context("cannot write to stdout"),
        _ => Ok(()),
    }
}
