//! Whatever ends the demo, nothing of it is left: a small process removes its folder and its children.
//!
//! A signal handler could clean up after SIGINT, but not after SIGKILL, nor after a second SIGINT. So the demo starts a
//! guard process that reads from a pipe. Only the demo has the other end, so the pipe ends when the demo does, in
//! whatever way. Then the guard process removes the demo's folder and kills its own process group, to which all other
//! children belong. If somebody kills the guard as well, all of it stays.

use crate::net::sys;
use anyhow::{Context, Result};
use std::fs;
use std::io::{self, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{self, Child, ChildStdin, Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

/// How the name of every demo's folder begins. The guard process removes no other.
const PREFIX: &str = "capstone-demo-";

/// How often the guard process tries to remove the folder: a child may be writing into it.
const ATTEMPTS: usize = 100;

/// What the guard process does: it reads to the end of stdin, cleans up, and does not return, because it kills itself
/// as well.
///
/// # Errors
///
/// If this is no folder of a demo, or the system does not allow the kill.
pub fn clean_up_after(folder: &Path) -> Result<()> {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    anyhow::ensure!(name.starts_with(PREFIX), "{folder:?} is no demo's folder");
    let _ = io::stdin().read_to_end(&mut Vec::new()); // an error is an end too
    let gone = |folder: &Path| fs::remove_dir_all(folder).is_ok() || !folder.exists();
    let _ = (0..ATTEMPTS).any(|_| gone(folder));
    sys::kill_own_group().context("cannot end the processes of the demo")
}

/// The demo's end of the pipe to its guard process.
#[derive(Debug)]
pub(super) struct GuardProcess {
    child: Child,
    /// `None` once it is let go.
    pipe: Option<ChildStdin>,
}

impl GuardProcess {
    /// Starts the guard process for a folder that does not exist yet.
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

impl Drop for GuardProcess {
    fn drop(&mut self) {
        drop(self.pipe.take());
        let _ = self.child.wait();
    }
}

/// A folder that is removed with all that is in it.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    /// A name that no folder has yet: of this process and this moment.
    pub(super) fn fresh_name() -> PathBuf {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        std::env::temp_dir().join(format!("{PREFIX}{}-{}", process::id(), now.as_nanos()))
    }

    /// Makes the folder of this name. It must not be there.
    pub(super) fn create(path: PathBuf) -> Result<Self> {
        fs::create_dir(&path).with_context(|| format!("cannot make the folder {path:?}"))?;
        Ok(Self(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Removes the files in it.
    pub(super) fn empty(&self) {
        for entry in fs::read_dir(&self.0).into_iter().flatten().flatten() {
            let _ = fs::remove_file(entry.path()); // what stays goes with the folder
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
