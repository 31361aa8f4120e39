//! The program behind `cargo week`.

use std::process::ExitCode;

fn main() -> ExitCode {
    week::run()
}
