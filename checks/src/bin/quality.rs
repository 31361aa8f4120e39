//! The quality gate of lesson 16 as a program: see `checks::quality`.

use std::process::ExitCode;

fn main() -> ExitCode {
    checks::quality::run(std::env::args_os().skip(1))
}
