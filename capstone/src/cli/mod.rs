//! The command line: one file a subcommand. Here every outcome becomes an exit code.

mod args;
mod demo;
mod json;
mod live;
mod load;
mod log;
mod ramp;
mod report;
mod send;
mod serve;
mod stress;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use std::fmt;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

/// A TCP server on poll(2) whose requests run on a thread pool, and the clients that try and measure it.
#[derive(Debug, Parser)]
#[command(name = "capstone", version, arg_required_else_help = false)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    // A negative value is then refused by its flag, which knows the range.
    #[command(allow_negative_numbers = true)]
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

/// Wrong usage that shows only in two flags together; it gets the exit code of any other.
#[derive(Debug)]
struct Usage(String);

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// Runs the command that the process was started with.
pub(crate) fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refuse_usage(&error),
    };
    let result = match cli.command {
        Command::Serve(serve) => serve.run(),
        Command::Send(send) => send.run(),
        Command::Stress(stress) => stress.run(),
        Command::Load(load) => load.run(),
        Command::Ramp(ramp) => ramp.run(),
        Command::Log(log) => log.run(),
        Command::Demo(demo) => demo.run(),
        Command::DemoGuard(guard) => guard.run(),
    };
    match result {
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

/// Help goes to stdout as it is; of an error the first paragraph, in one line, to stderr.
fn refuse_usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let _ = error.print(); // a closed stdout is nobody's fault
        return ExitCode::SUCCESS;
    }
    let text = error.render().to_string();
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let line: Vec<&str> = paragraph.lines().map(str::trim).collect();
    tell(&format!("{} (try --help)", line.join(" ").trim_start_matches("error: ")));
    ExitCode::from(2)
}

/// One line on stderr. Unlike `eprintln!` it does not panic when stderr is closed.
fn tell(line: &str) {
    let _ = writeln!(io::stderr(), "capstone: {line}");
}

/// Writes to stdout. A reader that has seen enough, such as `head`, is no failure.
fn print(bytes: &[u8]) -> Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error).context("cannot write to stdout"),
        _ => Ok(()),
    }
}
