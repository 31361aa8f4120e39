//! The servers that are not ours: what one writes with the usual means when one does not write an event loop.
//!
//! They check less than the capstone: no version, no type, no limit on time or connections, no metrics, no log. That
//! is their advantage here.

mod thread_server;
mod tokio_server;
mod work;

use crate::processes::running::Running;
use anyhow::Result;
use capstone::net::sys;
use clap::Subcommand;
use tokio_server::Handler;

/// A server that answers ECHO requests, and all but `Tokio` also WORK requests. It runs in a helper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Subcommand)]
pub(crate) enum Peer {
    /// `LengthDelimitedCodec` of tokio, each connection's stream forwarded into its sink.
    Tokio,
    /// The same, with the work done in the connection's task.
    TokioInline,
    /// The same, with the work done through `spawn_blocking`.
    TokioBlocking { threads: usize },
    /// A thread for each connection, with blocking reads and writes.
    Threads,
}

/// Descriptors that a peer wants: for the largest idle crowd, and its clients. Not as many as there can be: macOS refuses
/// a request for more than it has.
const DESCRIPTORS: u64 = 12_000;

/// How many threads `spawn_blocking` has if nothing else is said.
const TOKIO_DEFAULT: usize = 512;

impl Peer {
    /// `spawn_blocking` with its default number of threads.
    pub(crate) const SPAWN_BLOCKING: Self = Self::TokioBlocking { threads: TOKIO_DEFAULT };

    pub(crate) fn name(self) -> String {
        match self {
            Self::Tokio => "tokio, codec and forward".to_owned(),
            Self::TokioInline => "tokio, inline in the task".to_owned(),
            Self::TokioBlocking { threads: TOKIO_DEFAULT } => "tokio, spawn_blocking".to_owned(),
            Self::TokioBlocking { threads } => format!("tokio, {threads} blocking threads"),
            Self::Threads => "thread per connection".to_owned(),
        }
    }

    /// Starts the helper that is this peer.
    pub(crate) fn start(self) -> Result<Running> {
        Running::start(&self.args())
    }

    /// Is that helper: serves until standard input ends.
    pub(crate) fn serve(self) -> Result<()> {
        sys::raise_descriptor_limit(DESCRIPTORS)?;
        match self {
            Self::Tokio => tokio_server::serve(Handler::Echo, TOKIO_DEFAULT),
            Self::TokioInline => tokio_server::serve(Handler::Inline, TOKIO_DEFAULT),
            Self::TokioBlocking { threads } => tokio_server::serve(Handler::Blocking, threads),
            Self::Threads => thread_server::serve(),
        }
    }

    fn args(self) -> Vec<String> {
        let args = match self {
            Self::Tokio => "peer tokio".to_owned(),
            Self::TokioInline => "peer tokio-inline".to_owned(),
            Self::TokioBlocking { threads } => format!("peer tokio-blocking {threads}"),
            Self::Threads => "peer threads".to_owned(),
        };
        args.split(' ').map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Debug, Parser)]
    struct Cli {
        #[command(subcommand)]
        peer: Peer,
    }

    #[test]
    fn the_helper_is_the_peer_that_was_asked_for() {
        for peer in [Peer::Tokio, Peer::TokioInline, Peer::TokioBlocking { threads: 4 }, Peer::Threads] {
            assert_eq!(Cli::try_parse_from(peer.args()).unwrap().peer, peer);
        }
    }
}
