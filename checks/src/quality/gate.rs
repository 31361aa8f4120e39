//! The whole gate: it judges the copy of the tree in which it was started, and runs that copy's `capstone`.
//!
//! A point that cannot be measured, because the program does not build or a client gets no answer, has failed. The gate
//! never runs itself: the script for CI runs the checks, and they run the gate without the script.

use super::args::{self, Args};
use super::checkout::Checkout;
use super::gate_report::GateReport;
use super::point;
use super::points;
use capstone::observe::Blocking;
use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

/// Runs the gate with the arguments of its program, tells what it sees on stdout, and says how the program has to end.
pub fn run(words: impl Iterator<Item = OsString>) -> ExitCode {
    let args = match Args::parse(words) {
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
    let checkout = Checkout::here(args.fast, args.capstone.clone());
    let mut report = GateReport { subject: checkout.subject(), points: Vec::new() };
    say(format_args!("quality gate: {}", report.subject));
    for point in points::ALL {
        let of_point = match args.why_not(point) {
            Some(why) => point.skip(why),
            None => point.judge(&checkout),
        };
        if of_point.skipped.is_none() {
            say(point::line(&of_point));
        }
        report.points.push(of_point);
    }
    say(format_args!("{}\n\nto paste:\n\n{}", report.headline(), report.summary()));
    ExitCode::from(report.exit_code())
}

/// Writes a line to stdout. Without a reader, there is still the exit code.
fn say(line: impl Display) {
    let _ = writeln!(Blocking::new(io::stdout().lock()), "{line}");
}
