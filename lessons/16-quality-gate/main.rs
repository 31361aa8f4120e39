//! Lesson 16: the quality gate. Ten points, each really run, each with its evidence.
//!
//! The gate needs clients, signals and child processes, which the checks have. So it is a program of theirs,
//! `quality`, and the verdict is made by what this lesson builds. Here it is built and run, in the copy of
//! the tree in which this program was started, with the same arguments and the same exit code.

use std::env;
use std::path::Path;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // Cargo says where the crate is now. What was true when it was compiled may be another copy.
    let folder = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let root = Path::new(&folder).parent().expect("the crate's folder is in the workspace's");
    let mut gate = Command::new(cargo);
    // No package is named: cargo then reuses what it has built for `cargo test`.
    gate.args(["run", "--quiet", "--bin", "quality", "--"]).args(env::args_os().skip(1)).current_dir(root);
    match gate.status() {
        Ok(status) => {
            status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from)
        }
        Err(error) => {
            eprintln!("lesson16: cargo could not be run: {error}");
            ExitCode::FAILURE
        }
    }
}
