//! A program that the demo has started: its output, its end, and that it ends.

use crate::net::Signals;
use crate::net::sys::{self, PollFd};
use anyhow::{Context, Result, bail, ensure};
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How long the demo waits for a child at most.
const LIMIT: Duration = Duration::from_secs(40);

/// How often a wait calls its `tick`.
const TICK: Duration = Duration::from_millis(100);

/// How often the demo checks for an end that is about to come.
const MOMENT: Duration = Duration::from_millis(1);

/// The most that a child may write to stdout, in bytes. The longest report has a hundredth of it.
const MAX_TEXT: usize = 1 << 20;

/// A running child. Dropping it kills it and waits for its end.
#[derive(Debug)]
pub(super) struct Child {
    process: std::process::Child,
    name: String,
    stdout: ChildStdout,
    /// What it has written to stdout so far.
    text: Vec<u8>,
    /// The file for its stderr: a pipe without a reader would stop it.
    errors: PathBuf,
    ended: bool,
}

/// The output and the exit code of a child.
#[derive(Debug)]
pub(super) struct Output {
    pub(super) status: ExitStatus,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

impl Output {
    /// The exit code. One that a signal has ended gets 128 and the signal, as shells have it.
    pub(super) fn exit_code(&self) -> u64 {
        let code = self.status.code().or(self.status.signal().map(|signal| 128 + signal));
        code.and_then(|code| u64::try_from(code).ok()).unwrap_or(u64::from(u16::MAX))
    }
}

impl Child {
    /// Starts `program` in the process group `group`, its stderr going to a file in `folder`.
    pub(super) fn start(program: &Path, args: &[String], group: i32, folder: &Path) -> Result<Self> {
        let name = args.first().cloned().unwrap_or_default();
        let errors = folder.join(format!("{name}.stderr"));
        let file = File::create(&errors).with_context(|| format!("cannot write {errors:?}"))?;
        let mut command = Command::new(program);
        command.args(args).process_group(group).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(file);
        let mut process = command.spawn().with_context(|| format!("cannot start {program:?}"))?;
        let stdout = process.stdout.take().context("a child without stdout")?;
        let child = Self { process, name, stdout, text: Vec::new(), errors, ended: false };
        sys::set_nonblocking(child.stdout.as_fd())?;
        Ok(child)
    }

    /// Interrupts it, as Ctrl+C does.
    pub(super) fn interrupt(&self) -> Result<()> {
        sys::interrupt(self.process.id()).with_context(|| format!("cannot interrupt `{}`", self.name))
    }

    /// Waits for the first line on stdout.
    pub(super) fn first_line(&mut self, signals: &Signals) -> Result<String> {
        self.wait_for(signals, &mut || Ok(()), |text| text.contains(&b'\n'))?;
        let text = String::from_utf8_lossy(&self.text).into_owned();
        match text.split_once('\n') {
            Some((line, _)) => Ok(line.to_owned()),
            None => {
                let status = self.status(signals)?;
                bail!("`{}` ended at once, with {status}: {}", self.name, self.complaint())
            }
        }
    }

    /// Waits for its end, and calls `tick` ten times a second meanwhile.
    pub(super) fn finish(
        mut self,
        signals: &Signals,
        tick: &mut dyn FnMut() -> Result<()>,
    ) -> Result<Output> {
        self.wait_for(signals, tick, |_| false)?;
        let status = self.status(signals)?;
        let stdout = String::from_utf8_lossy(&self.text).into_owned();
        Ok(Output { status, stdout, stderr: self.complaint() })
    }

    /// Waits for its end after the end of its stdout, which mostly comes right before it.
    fn status(&mut self, signals: &Signals) -> Result<ExitStatus> {
        let deadline = Instant::now() + LIMIT;
        loop {
            let ended =
                self.process.try_wait().with_context(|| format!("cannot wait for `{}`", self.name))?;
            if let Some(status) = ended {
                return Ok(status);
            }
            ensure!(Instant::now() < deadline, "`{}` closed its stdout and did not end", self.name);
            sleep_until_ready(&[], MOMENT, signals)?;
        }
    }

    /// Whether it has closed its stdout, which is what ends it.
    pub(super) fn has_ended(&mut self) -> Result<bool> {
        self.read()?;
        Ok(self.ended)
    }

    /// Reads stdout until enough has come, or to its end.
    fn wait_for(
        &mut self,
        signals: &Signals,
        tick: &mut dyn FnMut() -> Result<()>,
        is_enough: impl Fn(&[u8]) -> bool,
    ) -> Result<()> {
        let (deadline, mut ticked) = (Instant::now() + LIMIT, Instant::now());
        loop {
            self.read()?;
            if self.ended || is_enough(&self.text) {
                return Ok(());
            }
            ensure!(Instant::now() < deadline, "`{}` was not done after {LIMIT:?}", self.name);
            if ticked.elapsed() >= TICK {
                tick()?;
                ticked = Instant::now();
            }
            sleep_until_ready(&[self.stdout.as_fd()], TICK.saturating_sub(ticked.elapsed()), signals)?;
        }
    }

    fn read(&mut self) -> Result<()> {
        let mut room = [0; 4096];
        while !self.ended {
            match self.stdout.read(&mut room) {
                Ok(0) => self.ended = true,
                Ok(count) => {
                    self.text.extend_from_slice(&room[..count]);
                    ensure!(self.text.len() <= MAX_TEXT, "`{}` writes without end", self.name);
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error).context("cannot read from a child"),
            }
        }
        Ok(())
    }

    /// What it has written to stderr.
    fn complaint(&self) -> String {
        match fs::read(&self.errors) {
            Ok(bytes) if !bytes.is_empty() => String::from_utf8_lossy(&bytes).into_owned(),
            _ => "it said nothing".to_owned(),
        }
    }
}

/// Waits until something can be read from one of `fds`, but no longer than `timeout`.
///
/// # Errors
///
/// If the run was interrupted: every long wait of the demo comes through here, so each ends then.
pub(super) fn sleep_until_ready(fds: &[BorrowedFd<'_>], timeout: Duration, signals: &Signals) -> Result<()> {
    let mut entries: Vec<PollFd> = fds.iter().map(|fd| PollFd::new(*fd, true, false)).collect();
    entries.push(PollFd::new(signals.as_fd(), true, false));
    if !signals.stop_requested() {
        sys::poll(&mut entries, Some(timeout))?;
    }
    ensure!(!signals.stop_requested(), "interrupted");
    signals.clear(); // a SIGUSR1 means nothing here, and must not keep poll from sleeping
    Ok(())
}

impl Drop for Child {
    /// Both fail only for a child that has ended and been waited for already.
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
