//! The `capstone` command: the server, and the clients that try and measure it.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
