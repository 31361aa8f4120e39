//! `capstone export`: Prometheus speaks HTTP and the server does not, so this process stands between them.
//!
//! It is a program of its own, as the exporters of Redis and memcached are. So the server needs no HTTP, and no lesson
//! compiles any. It keeps no figures: each scrape is one STATS.

mod http;
mod pages;
mod source;

// The command line is parsed, and its errors are printed, by the same code as those of `capstone`.
#[path = "../../capstone/src/cli/console.rs"]
mod console;
#[path = "../../capstone/src/cli/usage.rs"]
mod usage;

use anyhow::{Context, Result, bail};
use capstone::net::Signals;
use clap::{Args, Parser, Subcommand};
use pages::Pages;
use source::Source;
use std::ffi::OsString;
use std::net::{TcpListener, ToSocketAddrs};
use std::process::ExitCode;
use std::sync::Arc;
use std::{env, thread};
use usage::{Asked, Usage};

#[derive(Debug, Parser)]
#[command(name = "capstone", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Export(Export),
}

/// Answer GET /metrics over HTTP with the server's STATS, for Prometheus, until Ctrl+C or SIGTERM
#[derive(Debug, Args)]
struct Export {
    /// Where the exporter listens for Prometheus
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:9464", value_parser = host_and_port)]
    listen: String,
    /// Where the server listens
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:9000", value_parser = host_and_port)]
    addr: String,
}

fn host_and_port(text: &str) -> Result<String, String> {
    match text.rsplit_once(':') {
        Some((host, port)) if !host.is_empty() && port.parse::<u16>().is_ok() => Ok(text.to_owned()),
        _ => Err("expected HOST:PORT with a port from 0 to 65535, such as 127.0.0.1:9464".to_owned()),
    }
}

fn main() -> ExitCode {
    let words: Vec<OsString> =
        ["capstone".into(), "export".into()].into_iter().chain(env::args_os().skip(1)).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console::tell(&format!("{error:#}"));
            ExitCode::from(if error.is::<Usage>() { 2 } else { 1 })
        }
    }
}

fn run(words: &[OsString]) -> Result<()> {
    match usage::parse::<Cli>(words)? {
        Asked::Text(text) => console::print(text.as_bytes()),
        Asked::Command(Cli { command: Command::Export(export) }) => export.run(),
    }
}

impl Export {
    fn run(self) -> Result<()> {
        let signals = Signals::install().context("cannot take over the signals")?;
        let pages = Arc::new(Pages::of(self.source()?));
        let listener = self.listener()?;
        let address = listener.local_addr().context("the listener has no address")?;
        console::print(format!("listening on http://{address}/metrics\n").as_bytes())?;
        // The thread ends with the process. Prometheus scrapes again, so a last answer may be lost.
        thread::Builder::new()
            .name("http".to_owned())
            .spawn(move || http::serve(&listener, &pages))
            .context("cannot start the thread that answers")?;
        signals.wait_for_stop().context("cannot wait for a signal")
    }

    /// Looks the name up once, at the start: a scrape must not wait for a slow name server.
    fn source(&self) -> Result<Source> {
        let addresses =
            self.addr.to_socket_addrs().with_context(|| format!("cannot look up {}", self.addr))?;
        let source = Source::new(self.addr.clone(), addresses.collect());
        source.with_context(|| format!("{} has no address", self.addr))
    }

    fn listener(&self) -> Result<TcpListener> {
        let Self { listen, addr } = self;
        if listen == addr && !listen.ends_with(":0") {
            bail!(
                "--listen and --addr are both {addr}: --listen is the exporter's own address, --addr the server's"
            );
        }
        TcpListener::bind(listen.as_str())
            .with_context(|| format!("cannot listen on {listen}: give another address with --listen"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
        for bad in ["9464", ":9464", "localhost:", "localhost:65536", ""] {
            let words = ["capstone", "export", "--listen", bad].map(OsString::from);
            let Err(Usage(line)) = usage::parse::<Cli>(&words) else { panic!("{bad:?} is taken") };
            assert!(line.contains("--listen") && line.contains("HOST:PORT"), "{line}");
        }
    }
}
