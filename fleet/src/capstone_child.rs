//! One server of the fleet: a child process that can be stopped, killed, and started again at the same address.

use anyhow::{Context, Result, bail, ensure};
use capstone::client::{OneShot, Samples};
use rustix::process::{Pid, Signal, kill_process};
use std::env;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a server may take to start, or to free its address.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Debug)]
pub(crate) struct CapstoneChild {
    /// `None` while it does not run.
    child: Option<Child>,
    address: SocketAddr,
    flags: Vec<String>,
    log: PathBuf,
}

impl CapstoneChild {
    /// Starts `capstone serve` on a free port of its own, with its log in `folder`.
    pub(crate) fn start(name: &str, flags: &[&str], folder: &Path) -> Result<Self> {
        let mut capstone = Self {
            child: None,
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            flags: flags.iter().map(|flag| (*flag).to_owned()).collect(),
            log: folder.join(format!("{name}.log")),
        };
        capstone.try_to_start()?;
        Ok(capstone)
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its metrics, asked for directly and not through HAProxy.
    pub(crate) fn metrics(&self) -> Result<Samples> {
        Ok(Samples::ask(&mut OneShot::new(self.address, PATIENCE))?)
    }

    /// Its log so far. After a restart the log goes on in the same file.
    pub(crate) fn log(&self) -> Result<String> {
        let log = fs::read(&self.log).with_context(|| format!("cannot read {}", self.log.display()))?;
        Ok(String::from_utf8_lossy(&log).into_owned()) // a killed server may have written half of a character
    }

    /// Ends it in order, by SIGTERM, and returns how it ended.
    pub(crate) fn stop(&mut self) -> Result<ExitStatus> {
        self.end_by(Signal::TERM)
    }

    /// Ends it at once, by SIGKILL.
    pub(crate) fn kill(&mut self) -> Result<ExitStatus> {
        self.end_by(Signal::KILL)
    }

    fn end_by(&mut self, signal: Signal) -> Result<ExitStatus> {
        let mut child = self.child.take().context("the server does not run")?;
        // No one has waited for this child yet, so no other process can have its id.
        let id = i32::try_from(child.id())
            .ok()
            .and_then(Pid::from_raw)
            .context("the id of a process is positive")?;
        kill_process(id, signal).context("cannot send a signal")?;
        child.wait().context("cannot wait for a server")
    }

    /// Starts it again at the same address. By chance a client may have that port for a moment, so this tries more than once.
    pub(crate) fn start_again(&mut self) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while let Err(error) = self.try_to_start() {
            ensure!(Instant::now() < deadline, error);
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    fn try_to_start(&mut self) -> Result<()> {
        let program = program()?;
        let errors = self.log.with_extension("stderr");
        let mut command = Command::new(&program);
        command
            .args(["serve", "--addr", &self.address.to_string(), "--log"])
            .arg(&self.log)
            .args(&self.flags);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(File::create(&errors)?);
        let mut child = command.spawn().with_context(|| format!("cannot start {}", program.display()))?;
        let mut line = String::new();
        // The rest of its stdout is its summary. A closed stdout changes nothing for the server.
        child.stdout.take().map(|stdout| BufReader::new(stdout).read_line(&mut line)).transpose()?;
        let Some(address) = line.trim_end().strip_prefix("listening on ") else {
            child.wait()?;
            bail!("a server has not started: {}", fs::read_to_string(&errors).unwrap_or_default().trim_end());
        };
        self.address = address.parse().context("a server says where it listens")?;
        self.child = Some(child);
        Ok(())
    }
}

impl Drop for CapstoneChild {
    fn drop(&mut self) {
        if self.child.is_some() {
            let _ = self.kill();
        }
    }
}

/// The program `capstone` in the folder of this program, so both come from one build.
fn program() -> Result<PathBuf> {
    let program = env::current_exe().context("cannot find this program")?.with_file_name("capstone");
    let hint = "build it: `cargo build --release -p capstone`, without --release if this is a debug build";
    ensure!(program.exists(), "{} does not exist; {hint}", program.display());
    Ok(program)
}
