//! Whatever ends the demo, nothing of it is left: a small process sees to that.
//!
//! A signal handler could clean up after SIGINT, but not after SIGKILL, nor after a second SIGINT. So the
//! demo starts a guard that reads from a pipe. Only the demo holds its other end, so the pipe ends when the demo
//! does, in whatever way. Then the guard removes the demo's folder and kills its own process group, to which
//! all other children belong. Who kills the guard as well has to clean up alone.

use super::super::Outcome;
use anyhow::{Context, Result};
use capstone::net::sys;
use clap::Args;
use std::fs;
use std::io::{self, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

/// How the name of every demo's folder begins. The guard removes no other.
pub(super) const PREFIX: &str = "capstone-demo-";

/// How often the guard tries to remove the folder: a child may be writing into it.
const ATTEMPTS: usize = 100;

/// Clean up behind a demo: the demo itself starts this
#[derive(Debug, Args)]
pub(crate) struct Guard {
    folder: PathBuf,
}

impl Guard {
    /// Reads to the end of stdin, and then does not return.
    pub(crate) fn run(self) -> Result<Outcome> {
        let name = self.folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        anyhow::ensure!(name.starts_with(PREFIX), "{:?} is no demo's folder", self.folder);
        let _ = io::stdin().read_to_end(&mut Vec::new()); // an error is an end too
        let gone = |folder: &Path| fs::remove_dir_all(folder).is_ok() || !folder.exists();
        let _ = (0..ATTEMPTS).any(|_| gone(&self.folder));
        sys::kill_own_group().context("cannot end the processes of the demo")?;
        Ok(Outcome::Success)
    }
}

/// The demo's hold on its guard.
#[derive(Debug)]
pub(super) struct GuardHandle {
    child: Child,
    /// `None` once it is let go.
    pipe: Option<ChildStdin>,
}

impl GuardHandle {
    /// Starts the guard for a folder that does not exist yet.
    pub(super) fn start(program: &Path, folder: &Path) -> Result<Self> {
        let mut command = Command::new(program);
        command.arg("demo-guard").arg(folder).process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().with_context(|| format!("cannot start {program:?}"))?;
        let pipe = child.stdin.take();
        Ok(Self { child, pipe })
    }

    /// The process group that the demo's children have to join.
    pub(super) fn group(&self) -> i32 {
        i32::try_from(self.child.id()).unwrap_or_default()
    }
}

impl Drop for GuardHandle {
    fn drop(&mut self) {
        drop(self.pipe.take());
        let _ = self.child.wait();
    }
}
