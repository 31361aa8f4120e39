//! Lesson 11: the times of single requests on this machine, and what the model predicts from them. No load yet.

use std::env;
use std::error::Error;
use std::process::Command;

fn main() -> Result<(), Box<dyn Error>> {
    // The benchmarks need libraries that the lessons do not have. So they are a program of their own, in release: what
    // is not optimised is not worth measuring.
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let benchmarks = ["run", "--quiet", "--release", "-p", "benchmarks", "--"];
    let status = Command::new(cargo).args(benchmarks).args(["plan", "--only", "sleep"]).status()?;
    if status.success() { Ok(()) } else { Err("the benchmarks failed".into()) }
}
