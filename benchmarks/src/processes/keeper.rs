//! The keeper of a server: it starts `capstone serve` as a user does, and ends it when the measurement ends.
//!
//! The server itself knows nothing of measurements, and would outlive one that is interrupted. Its keeper is a helper,
//! whose standard input ends in any case: then it sends the server SIGINT, waits for its orderly end, and removes the
//! folder with its log. What is wrong with the server's end it says on stderr.

use crate::processes::helper::until_stdin_ends;
use crate::processes::running::{self, Running};
use anyhow::{Context, Result, ensure};
use capstone::net::sys::{self, PollFd, poll};
use clap::Args;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How long a server's end may take: twice as long as it gives itself.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the server's first line says before its address.
const LISTENING: &str = "listening on ";

/// Keep a server, until standard input ends
#[derive(Debug, Args)]
pub(crate) struct Keeper {
    /// The binary `capstone`
    program: PathBuf,
    /// The flags of `capstone serve`
    #[arg(last = true)]
    flags: Vec<String>,
}

/// Starts a keeper, and by it `program serve` with `flags`.
pub(crate) fn start(program: &Path, flags: &[String]) -> Result<Running> {
    let program = program.to_str().with_context(|| format!("the path {program:?} is no text"))?;
    let args: Vec<String> =
        ["keep", program, "--"].map(str::to_owned).into_iter().chain(flags.to_vec()).collect();
    Running::start(&args)
}

impl Keeper {
    /// Is the keeper.
    pub(crate) fn keep(&self) -> Result<()> {
        let folder = tempfile::tempdir().context("cannot make a folder for the server's log")?;
        let mut server = Server::start(&self.program, &self.flags, &folder.path().join("server.log"))?;
        running::tell(server.wait_until_it_listens()?, server.process.id())?;
        until_stdin_ends();
        let status = server.end()?;
        ensure!(status.success(), "the server `capstone serve {}` ended with {status}", self.flags.join(" "));
        Ok(())
    }
}

/// The server's process. Dropping it kills one that still runs.
#[derive(Debug)]
struct Server {
    process: Child,
    stdout: BufReader<ChildStdout>,
}

impl Server {
    fn start(program: &Path, flags: &[String], log: &Path) -> Result<Self> {
        let mut command = Command::new(program);
        command.args(["serve", "--addr", "127.0.0.1:0", "--log"]).arg(log).args(flags);
        let mut process = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {program:?}"))?;
        let stdout = process.stdout.take().context("a server without stdout")?;
        Ok(Self { process, stdout: BufReader::new(stdout) })
    }

    fn wait_until_it_listens(&mut self) -> Result<SocketAddr> {
        let mut line = String::new();
        self.stdout.read_line(&mut line)?;
        let address = line.trim_end().strip_prefix(LISTENING);
        let address = address.with_context(|| format!("the server does not listen: it said {line:?}"))?;
        address.parse().with_context(|| format!("the server said {line:?}"))
    }

    /// Interrupts it, as Ctrl+C does, and waits for its end.
    fn end(mut self) -> Result<ExitStatus> {
        sys::interrupt(self.process.id()).context("cannot interrupt the server")?;
        ensure!(
            self.closes_stdout_within(PATIENCE)?,
            "the server did not end within {PATIENCE:?} and is killed"
        );
        self.process.wait().context("cannot wait for the server")
    }

    /// Reads what it still has to say. Its end closes stdout.
    fn closes_stdout_within(&mut self, limit: Duration) -> Result<bool> {
        let (deadline, mut room) = (Instant::now() + limit, [0; 4096]);
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let mut entries = [PollFd::new(self.stdout.get_ref().as_fd(), true, false)];
            if poll(&mut entries, Some(left))? == 0 {
                if left.is_zero() {
                    return Ok(false);
                }
            } else if self.stdout.get_mut().read(&mut room)? == 0 {
                return Ok(true);
            }
        }
    }
}

impl Drop for Server {
    /// Both fail only for a server that has ended and been waited for already.
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
