//! This program once more, in a process of its own: it is a peer, holds an idle crowd, or keeps a server.
//!
//! What it has to say stands in its first line. It goes on until its standard input ends, and the system sees to that
//! whatever ends the measurement, SIGKILL included. It has a process group of its own: Ctrl+C reaches the measurement
//! alone, and the helper then ends in good order.

use anyhow::{Context, Result, ensure};
use std::env;
use std::fmt::Display;
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

/// A running helper. Dropping it ends its standard input, and waits for its end.
#[derive(Debug)]
pub(crate) struct Helper {
    process: Child,
    /// What it has said.
    line: String,
}

impl Helper {
    /// Starts this program with `args`, and waits for its first line.
    ///
    /// # Errors
    ///
    /// If it ends without one; then it has said why on stderr, which it shares with this process.
    pub(crate) fn start(args: &[String]) -> Result<Self> {
        let program = env::current_exe().context("cannot find this program")?;
        let mut command = Command::new(program);
        command.args(args).process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().with_context(|| format!("cannot start {command:?}"))?;
        let stdout = process.stdout.take().context("a helper without stdout")?;
        let mut helper = Self { process, line: String::new() };
        BufReader::new(stdout).read_line(&mut helper.line)?;
        ensure!(helper.line.ends_with('\n'), "the helper `{}` has failed, see above", args.join(" "));
        helper.line.truncate(helper.line.trim_end().len());
        Ok(helper)
    }

    /// What it has said.
    pub(crate) fn line(&self) -> &str {
        &self.line
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// Says the first line, in the helper.
pub(crate) fn announce(what: impl Display) -> io::Result<()> {
    let mut stdout = io::stdout();
    writeln!(stdout, "{what}")?;
    stdout.flush()
}

/// Sleeps until this helper is no longer wanted.
pub(crate) fn until_stdin_ends() {
    let _ = io::copy(&mut io::stdin(), &mut io::sink());
}
