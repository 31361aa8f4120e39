//! The server that is measured: this program once more, in a process of its own.
//!
//! It says where it listens and serves until its standard input ends, so that it never outlives the measurement.

use super::raw_framing;
use anyhow::{Context, Result};
use capstone::net::{Server, ServerConfig};
use capstone::observe::{Level, Logger, Meter};
use clap::Args;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

/// What kind of server it is.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Subject {
    /// Worker threads; 0 for none
    #[arg(long, default_value_t)]
    pub(crate) workers: usize,
    /// Places in the queue
    #[arg(long, default_value_t)]
    pub(crate) queue: usize,
    /// Log every frame into this file
    #[arg(long)]
    pub(crate) log: Option<PathBuf>,
    /// No server of the capstone, but frames alone, each of which takes this long
    #[arg(long)]
    pub(crate) raw_us: Option<u64>,
}

/// A server that runs. It ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Subject {
    /// Starts it, and waits until it listens.
    pub(crate) fn start(&self) -> Result<Running> {
        let log = self.log.iter().flat_map(|path| ["--log".into(), path.clone().into_os_string()]);
        let raw = self.raw_us.iter().flat_map(|us| ["--raw-us".to_owned(), us.to_string()]);
        let mut child = Command::new(std::env::current_exe()?)
            .args(["subject", "--workers", &self.workers.to_string(), "--queue", &self.queue.to_string()])
            .args(log)
            .args(raw)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start a server")?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().context("no stdout")?).read_line(&mut line)?;
        let address = line.trim().parse().with_context(|| format!("the server said {line:?}"))?;
        Ok(Running { child, address })
    }

    /// Is that server, with the event loop in this thread.
    pub(crate) fn serve(&self) -> Result<()> {
        if let Some(us) = self.raw_us {
            return raw_framing::serve(Duration::from_micros(us));
        }
        // As `capstone serve` does: so the waits for locks are among the evidence.
        let _meter = Meter::start();
        let config = ServerConfig { workers: self.workers, queue: self.queue, ..ServerConfig::default() };
        let logger = match &self.log {
            Some(path) => Logger::to_file(path, Level::Debug)?,
            None => Logger::to_stderr(Level::Error)?,
        };
        let server = Server::bind((Ipv4Addr::LOCALHOST, 0).into(), config, logger)?;
        announce(server.local_addr()?)?;
        let stopper = server.stopper();
        thread::spawn(move || {
            until_stdin_ends();
            stopper.stop();
        });
        server.run()?;
        Ok(())
    }
}

impl Running {
    pub(crate) fn process_id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

pub(super) fn announce(address: SocketAddr) -> io::Result<()> {
    let mut stdout = io::stdout();
    writeln!(stdout, "{address}")?;
    stdout.flush()
}

pub(super) fn until_stdin_ends() {
    let _ = io::copy(&mut io::stdin(), &mut io::sink());
}
