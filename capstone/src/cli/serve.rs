//! `capstone serve`: the server in the foreground, until a signal ends it.

use super::address::Address;
use super::args::{seconds, whole};
use super::exit::Exit;
use anyhow::{Context, Result, anyhow};
use capstone::net::{Server, ServerConfig, ServerReport, Signals};
use capstone::observe::{Blocking, Contention, Level, Logger, Meter, Sink, contention};
use clap::Args;
use std::fs::File;
use std::io;
use std::net::SocketAddr;
use std::panic;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Room for what is written to stdout and not taken yet, in bytes: two short texts.
const STDOUT_CAPACITY: usize = 64 * 1024;

/// How long the end waits for a stream that takes nothing.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(1);

const SIGNALS: &str = "\
Signals:
  SIGINT, SIGTERM  Finish every accepted request, then end; a second one ends the server at once
  SIGHUP           With --log, open the file anew under its name, for a log that was rotated; else as SIGTERM
  SIGUSR1          Print the metrics to stderr";

/// Serve until SIGINT or SIGTERM, then finish every accepted request
#[derive(Debug, Args)]
#[command(after_help = SIGNALS)]
pub(super) struct Serve {
    /// Where to listen: of several addresses that a name stands for, the first that can be had; port 0 picks a free one
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:9000")]
    addr: Address,
    /// Worker threads [default: one a CPU]; 0: the event loop runs every request itself
    #[arg(long, value_name = "N", value_parser = whole(0, 1024))]
    workers: Option<u64>,
    /// Requests that may wait for a worker
    #[arg(long, value_name = "N", default_value = "64", value_parser = whole(1, 1_048_576))]
    queue: u64,
    /// Connections served at once
    #[arg(long, value_name = "N", default_value = "1024", value_parser = whole(1, 100_000))]
    max_connections: u64,
    /// Requests of one connection in work at once
    #[arg(long, value_name = "N", default_value = "64", value_parser = whole(1, 65_536))]
    max_in_flight: u64,
    /// Bytes of payload in a request
    #[arg(long, value_name = "BYTES", default_value = "1048576", value_parser = whole(1, 16_777_216))]
    max_payload: u64,
    /// Milliseconds that a WORK request may ask for
    #[arg(long, value_name = "MS", default_value = "1000", value_parser = whole(1, 60_000))]
    max_work_ms: u64,
    /// Seconds a connection may have nothing to do
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    idle_timeout: Duration,
    /// Seconds a frame may take from its first byte to its last
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    frame_timeout: Duration,
    /// Seconds a client may take no byte of its replies
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = seconds)]
    write_timeout: Duration,
    /// Seconds the end may take
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    drain_timeout: Duration,
    /// Append the log to this file instead of writing it to stderr; SIGHUP opens it anew
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// What is logged: error, warn, info or debug
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    log_level: Level,
    /// Let a WORK request ask for a panic
    #[arg(long)]
    allow_panic: bool,
    /// Do without the locks' meter: `benchmarks -- targets` measures with this what the meter costs
    #[arg(long, hide = true)]
    no_lock_meter: bool,
}

impl Serve {
    pub(super) fn run(self) -> Result<Exit> {
        // First of all: from here on a signal asks for an orderly end, however far the start has come.
        let signals = self.take_signals().context("cannot take over the signals")?;
        let _meter = if self.no_lock_meter { None } else { start_meter() };
        let stdout = start("stdout", STDOUT_CAPACITY, Blocking::stdout())?;
        let stderr = Arc::new(start("stderr", Logger::CAPACITY, Blocking::stderr())?);
        let logger = match &self.log {
            Some(path) => Logger::to_file(path, self.log_level)?,
            None => Logger::to_sink(Arc::clone(&stderr), self.log_level),
        };
        let _last_entries = LastEntries(logger.clone());
        let mut server = self.bind(&logger)?;
        log_panics(logger.clone());
        server.handle_signals(signals, Arc::clone(&stderr));
        stdout.push(format!("listening on {}\n", server.local_addr()?).as_bytes());
        stdout.flush(FLUSH_TIMEOUT);
        let report = server.run().context("poll failed")?;
        stdout.push(describe(&report).as_bytes());
        stdout.flush(FLUSH_TIMEOUT);
        Ok(if report.complete { Exit::Success } else { Exit::Incomplete })
    }

    /// SIGHUP means a rotated log where there is one that can be rotated, and else that the terminal has gone.
    fn take_signals(&self) -> io::Result<Signals> {
        let signals = Signals::install()?;
        match self.log {
            Some(_) => signals.reopen_on_hangup()?,
            None => signals.stop_on_hangup()?,
        }
        Ok(signals)
    }

    fn bind(&self, logger: &Logger) -> Result<Server> {
        let mut failure = anyhow!("cannot listen on {}", self.addr);
        let addresses = self.addr.resolve()?;
        for addr in &addresses {
            match Server::bind(*addr, self.config(), logger.clone()) {
                Ok(server) => {
                    self.warn_of_others(*addr, &addresses, logger);
                    return Ok(server);
                }
                Err(error) => failure = error.into(),
            }
        }
        Err(failure)
    }

    /// A client that was given the same name may try one of the others first, or alone.
    fn warn_of_others(&self, chosen: SocketAddr, addresses: &[SocketAddr], logger: &Logger) {
        if addresses.len() > 1 {
            let all: Vec<String> = addresses.iter().map(SocketAddr::to_string).collect();
            let (name, all) = (&self.addr, all.join(", "));
            let text = format_args!(
                "{name} stands for {all}; listening on {chosen} alone, name another to choose it"
            );
            logger.warn("server", None, text);
        }
    }

    fn config(&self) -> ServerConfig {
        let defaults = ServerConfig::default();
        ServerConfig {
            workers: self.workers.map_or(defaults.workers, |workers| workers as usize),
            queue: self.queue as usize,
            max_connections: self.max_connections as usize,
            max_in_flight: self.max_in_flight as usize,
            max_payload: self.max_payload as u32,
            max_work: Duration::from_millis(self.max_work_ms),
            idle_timeout: self.idle_timeout,
            frame_timeout: self.frame_timeout,
            write_timeout: self.write_timeout,
            drain_timeout: self.drain_timeout,
            allow_panic: self.allow_panic,
        }
    }
}

/// The thread that writes to a standard stream.
fn start(name: &'static str, capacity: usize, stream: io::Result<Blocking<File>>) -> Result<Sink> {
    let sink = stream.and_then(|stream| Sink::new(name, capacity, stream));
    sink.with_context(|| format!("cannot start the thread that writes to {name}"))
}

/// Writes the log to its end whatever ends the server. If that is an error, the last entries are the ones one needs.
struct LastEntries(Logger);

impl Drop for LastEntries {
    fn drop(&mut self) {
        self.0.flush(FLUSH_TIMEOUT);
    }
}

/// A panic's message goes to the log, where the rest of the story is, and cannot block on stderr.
fn log_panics(logger: Logger) {
    panic::set_hook(Box::new(move |info| logger.error("pool", None, format_args!("{info}"))));
}

/// The meter of the locks, which the server must not depend on: it may still be to be written (lesson 8). So it is
/// tried out first, and if that panics, there is none.
fn start_meter() -> Option<Meter> {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| ()));
    let sound = panic::catch_unwind(contention::rehearse).is_ok();
    panic::set_hook(hook);
    sound.then(Meter::start)
}

fn describe(report: &ServerReport) -> String {
    let ServerReport { requests, replies, errors, busy, jobs, complete, contention } = report;
    let (end, unanswered) = match requests - replies - errors {
        _ if *complete => ("every accepted request was answered", String::new()),
        0 => ("a client did not take its replies in time", String::new()),
        count => ("the drain deadline passed", format!(" + unanswered {count}")),
    };
    let contention = contention.as_ref().map_or_else(|| "not measured\n".to_owned(), Contention::to_string);
    format!(
        "stopped: {end}\nrequests {requests} = replies {replies} + errors {errors}{unanswered}\nbusy {busy}\npanics \
         {}\njobs {jobs}\nlock contention: {contention}",
        jobs.panicked
    )
}
