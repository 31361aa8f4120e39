//! The servers that are measured, each in a process of its own, so that all of them cost the load generator the same.
//!
//! A peer is this program started again with `peer NAME`. It says where it listens and serves until its standard input
//! ends: so none outlives the contest, however that ends.

use crate::overload;
use anyhow::{Context, Result};
use capstone::client::Limits;
use capstone::net::{Server, ServerConfig};
use capstone::observe::{Level, Logger};
use clap::ValueEnum;
use futures_util::StreamExt;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use tokio_util::codec::{Framed, LengthDelimitedCodec};

/// A server that answers ECHO requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Peer {
    /// The capstone with as many workers as there are CPUs.
    Capstone,
    /// The capstone without a pool.
    Inline,
    /// The capstone of the overload: few workers, and the default queue.
    Overload,
    /// A tokio server: `LengthDelimitedCodec`, each connection's stream forwarded into its sink.
    Tokio,
    /// A thread for each connection, with blocking reads and writes.
    Threads,
}

/// A running peer. It ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    pub(crate) addr: SocketAddr,
}

impl Peer {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Capstone => "capstone",
            Self::Inline => "capstone --workers 0",
            Self::Overload => "capstone --workers 4 --queue 64",
            Self::Tokio => "tokio, codec and forward",
            Self::Threads => "thread per connection",
        }
    }

    /// Starts this program once more, as this peer.
    pub(crate) fn start(self) -> Result<Running> {
        let value = self.to_possible_value().context("no name on the command line")?;
        let mut child = Command::new(std::env::current_exe()?)
            .args(["peer", value.get_name()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start a peer")?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().context("no stdout")?).read_line(&mut line)?;
        let addr = line.trim().parse().with_context(|| format!("{} said {line:?}", self.name()))?;
        Ok(Running { child, addr })
    }

    /// Serves until standard input ends.
    pub(crate) fn serve(self) -> Result<()> {
        match self {
            Self::Capstone => serve_capstone(ServerConfig { queue: 1024, ..ServerConfig::default() }),
            Self::Inline => serve_capstone(ServerConfig { workers: 0, ..ServerConfig::default() }),
            Self::Overload => {
                let Limits { queue, workers } = overload::LIMITS;
                let (queue, workers) = (queue as usize, workers as usize);
                serve_capstone(ServerConfig { queue, workers, ..ServerConfig::default() })
            }
            Self::Tokio => serve_tokio(),
            Self::Threads => serve_with_threads(),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

fn announce(addr: SocketAddr) -> io::Result<()> {
    let mut stdout = io::stdout();
    writeln!(stdout, "{addr}")?;
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

fn serve_tokio() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_io().build()?;
    let listener = runtime.block_on(tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
    announce(listener.local_addr()?)?;
    runtime.spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = stream.set_nodelay(true);
            let (sink, stream) = Framed::new(stream, LengthDelimitedCodec::new()).split();
            tokio::spawn(stream.map(|frame| frame.map(bytes::BytesMut::freeze)).forward(sink));
        }
    });
    until_stdin_ends();
    runtime.shutdown_background();
    Ok(())
}

fn serve_with_threads() -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    announce(listener.local_addr()?)?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || echo_frames(stream));
        }
    });
    until_stdin_ends();
    Ok(())
}

/// Reads ahead, and writes when it has to wait for more: what a careful blocking server does.
fn echo_frames(stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::with_capacity(64 * 1024, &stream);
    let mut replies = Vec::new();
    loop {
        let mut prefix = [0; 4];
        reader.read_exact(&mut prefix)?;
        let start = replies.len() + prefix.len();
        replies.extend_from_slice(&prefix);
        replies.resize(start + u32::from_be_bytes(prefix) as usize, 0);
        reader.read_exact(&mut replies[start..])?;
        if reader.buffer().is_empty() {
            (&stream).write_all(&replies)?;
            replies.clear();
        }
    }
}
