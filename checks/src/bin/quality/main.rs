//! The quality gate of lesson 16: ten points, each really run, each with what was seen.
//!
//! It judges the copy of the tree in which it was started: it builds that copy's `capstone` and runs it. What
//! there is to see it finds out here; the verdict is made by `capstone::quality`, which the lesson builds. A
//! point that cannot be looked at, because the program does not build or a client gets no answer, has failed.
//!
//! It never runs itself: the script for CI runs the checks, and they run the gate without the script.

mod args;
mod build;
mod findings;
mod ground;
mod point;
mod points;
mod scratch;

use args::Args;
use capstone::observe::Blocking;
use capstone::quality::Report;
use ground::Ground;
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = match Args::parse(std::env::args().skip(1)) {
        Ok(Some(args)) => args,
        Ok(None) => {
            say(args::usage());
            return ExitCode::SUCCESS;
        }
        Err(problem) => {
            eprintln!("quality: {problem}\n{}", args::usage());
            return ExitCode::from(2);
        }
    };
    let ground = Ground::of_this_copy(&args);
    let mut report = Report { subject: ground.subject(), outcomes: Vec::new() };
    say(format_args!("quality gate: {}", report.subject));
    for point in points::ALL {
        let outcome = match args.why_not(point) {
            Some(why) => point.skip(why),
            None => point.judge(&ground),
        };
        if outcome.skipped.is_none() {
            say(point::line(&outcome));
        }
        report.outcomes.push(outcome);
    }
    say(format_args!("{}\n\nto paste:\n\n{}", report.headline(), report.summary()));
    ExitCode::from(report.exit_code())
}

/// Writes a line to stdout. If nobody reads it, there is still the exit code.
fn say(line: impl Display) {
    let _ = writeln!(Blocking::new(io::stdout().lock()), "{line}");
}
