//! The servers that are measured, each in a process of its own, so that all of them cost the load generator the same.
//!
//! A peer is this program started again with `peer NAME`. It says where it listens and serves until its standard input
//! ends: so none outlives the contest, however that ends. The servers that are not ours are in `rivals.rs`.

mod idle;
mod rivals;

pub(crate) use idle::{IdleCrowd, hold_idle};

use crate::overload;
use anyhow::{Context, Result};
use capstone::client::Limits;
use capstone::net::{Server, ServerConfig};
use capstone::observe::{Level, Logger};
use clap::ValueEnum;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{fs, thread};

/// A server that answers ECHO requests, and all but `Tokio` also WORK requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Peer {
    /// The capstone with as many workers as there are CPUs.
    Capstone,
    /// The capstone without a pool.
    Inline,
    /// The capstone with eight workers, for jobs that sleep.
    Sleepers,
    /// The capstone of the overload: few workers, and the default queue.
    Overload,
    /// A tokio server: `LengthDelimitedCodec`, each connection's stream forwarded into its sink.
    Tokio,
    /// The same, with the work done in the connection's task.
    TokioInline,
    /// The same, with the work done through `spawn_blocking`.
    TokioBlocking,
    /// A thread for each connection, with blocking reads and writes.
    Threads,
}

/// A process that runs until its standard input ends. It ends when this is dropped.
#[derive(Debug)]
struct Helper {
    child: Child,
    /// What it has said.
    line: String,
}

/// A running peer. It ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Running {
    helper: Helper,
    pub(crate) addr: SocketAddr,
}

impl Peer {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Capstone => "capstone",
            Self::Inline => "capstone --workers 0",
            Self::Sleepers => "capstone --workers 8",
            Self::Overload => "capstone --workers 4 --queue 64",
            Self::Tokio => "tokio, codec and forward",
            Self::TokioInline => "tokio, inline in the task",
            Self::TokioBlocking => "tokio, spawn_blocking",
            Self::Threads => "thread per connection",
        }
    }

    /// Starts this program once more, as this peer.
    pub(crate) fn start(self) -> Result<Running> {
        let value = self.to_possible_value().context("no name on the command line")?;
        let helper = Helper::start(&["peer", value.get_name()])?;
        let addr = helper.line.parse().with_context(|| format!("{} said {:?}", self.name(), helper.line))?;
        Ok(Running { helper, addr })
    }

    /// Serves until standard input ends.
    pub(crate) fn serve(self) -> Result<()> {
        let config = ServerConfig {
            queue: 1024,
            max_connections: 12_000,
            idle_timeout: Duration::from_secs(3600),
            ..ServerConfig::default()
        };
        match self {
            Self::Capstone => serve_capstone(config),
            Self::Inline => serve_capstone(ServerConfig { workers: 0, ..config }),
            Self::Sleepers => serve_capstone(ServerConfig { workers: 8, ..config }),
            Self::Overload => {
                let Limits { queue, workers } = overload::LIMITS;
                let (queue, workers) = (queue as usize, workers as usize);
                serve_capstone(ServerConfig { queue, workers, ..ServerConfig::default() })
            }
            Self::Tokio => rivals::serve_tokio(rivals::Handler::Echo),
            Self::TokioInline => rivals::serve_tokio(rivals::Handler::Inline),
            Self::TokioBlocking => rivals::serve_tokio(rivals::Handler::Blocking),
            Self::Threads => rivals::serve_with_threads(),
        }
    }
}

impl Running {
    /// The CPU time that the process has used, where the system tells it in /proc.
    pub(crate) fn cpu_time(&self) -> Option<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.helper.child.id())).ok()?;
        // The name in parentheses may have spaces in it. After it user and system time are the 12th and 13th field, in
        // hundredths of a second: proc_pid_stat(5).
        let fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11).take(2);
        let ticks: u64 = fields.filter_map(|field| field.parse::<u64>().ok()).sum();
        Some(Duration::from_millis(10 * ticks))
    }
}

impl Helper {
    /// Starts this program with `args`, and waits for its first line.
    fn start(args: &[&str]) -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {args:?}"))?;
        let stdout = child.stdout.take().context("no stdout")?;
        let mut helper = Self { child, line: String::new() };
        BufReader::new(stdout).read_line(&mut helper.line)?;
        helper.line.truncate(helper.line.trim_end().len());
        Ok(helper)
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// What a helper says.
fn announce(what: impl std::fmt::Display) -> io::Result<()> {
    let mut stdout = io::stdout();
    writeln!(stdout, "{what}")?;
    stdout.flush()
}

fn until_stdin_ends() {
    let _ = io::copy(&mut io::stdin(), &mut io::sink());
}

fn serve_capstone(config: ServerConfig) -> Result<()> {
    let server = Server::bind((Ipv4Addr::LOCALHOST, 0).into(), config, Logger::to_stderr(Level::Error)?)?;
    announce(server.local_addr()?)?;
    let stopper = server.stopper();
    thread::spawn(move || {
        until_stdin_ends();
        stopper.stop();
    });
    server.run()?;
    Ok(())
}
