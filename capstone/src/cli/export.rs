//! `capstone export` starts a program of its own, so that no lesson compiles an HTTP library.

use super::exit::Exit;
use anyhow::{Result, bail};
use clap::Args;
use std::env;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

/// The package, and its program.
const PROGRAM: &str = "capstone-export";

/// Answer GET /metrics over HTTP with the server's STATS, for Prometheus
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub(super) struct Export {
    /// Flags of `capstone-export`; `capstone export --help` lists them
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "FLAGS")]
    words: Vec<OsString>,
}

impl Export {
    /// Becomes that program, so that signals reach it: the one beside this program, or the one in PATH.
    pub(super) fn run(self) -> Result<Exit> {
        let beside = env::current_exe().ok().map(|program| program.with_file_name(PROGRAM));
        for program in beside.into_iter().chain([PathBuf::from(PROGRAM)]) {
            let error = Command::new(&program).args(&self.words).exec();
            if error.kind() != ErrorKind::NotFound {
                bail!("{} cannot be started: {error}", program.display());
            }
        }
        bail!(
            "{PROGRAM} is neither beside this program nor in PATH: build it with `cargo build --release -p {PROGRAM}`, \
             without --release if this program is a debug build"
        );
    }
}
