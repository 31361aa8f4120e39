//! Who gets a connection: a turn's share of those who wait, and a word to those who are too many.

use super::{LISTENER, Server};
use crate::net::connection::Connection;
use crate::net::error_code::ErrorCode;
use crate::net::frame::put_error;
use crate::net::listener::Accepted;
use crate::net::sys::{self, PollFd};
use anyhow::{Context, Result, bail};
use std::net::{SocketAddr, TcpStream};

/// Connections accepted in one turn: a burst must not keep the loop from those it serves already.
const ACCEPTS_PER_TURN: usize = 64;

/// Refused connections that may linger at once. While there are as many, nobody is accepted.
const MAX_REFUSED: usize = 100;

/// Descriptors for all that is not an admitted connection: the refused ones, standard streams, pipes, log, listener.
const OTHER_DESCRIPTORS: u64 = MAX_REFUSED as u64 + 28;

/// Raises the soft limit on descriptors as far as needed. A poll set larger than the limit makes poll fail.
pub(super) fn make_room_for(max_connections: usize) -> Result<()> {
    let needed = max_connections as u64 + OTHER_DESCRIPTORS;
    let limit = sys::raise_descriptor_limit(needed)
        .with_context(|| format!("cannot raise the limit on open descriptors to {needed}"))?;
    if limit < needed {
        bail!(
            "{max_connections} connections need {needed} descriptors, and the hard limit is {limit}: raise it \
             (`ulimit -Hn`) or serve fewer connections"
        );
    }
    Ok(())
}

impl Server {
    /// Accepts whoever waits, but not too many in one turn.
    pub(super) fn accept(&mut self) {
        let now = self.service.clock.listening();
        let mut budget = if self.watched.is_ready(LISTENER) { ACCEPTS_PER_TURN } else { 0 };
        while let Some(listener) = &mut self.listener
            && budget > 0
            && self.refused < MAX_REFUSED
        {
            budget -= 1;
            match listener.accept(now) {
                Accepted::Connection(stream, peer) => self.welcome(stream, peer),
                Accepted::Nobody => budget = 0,
                Accepted::Gone => {}
                Accepted::NoRoom(error) => {
                    let logger = &self.service.office.logger;
                    logger.warn("net.error", None, format_args!("cannot accept, will try again: {error}"));
                    budget = 0;
                }
            }
        }
    }

    /// Tells poll whether to watch the listener. Called right before each poll, for a connection that closes anywhere
    /// in a turn may be what the listener waits for.
    pub(super) fn watch_listener(&mut self) {
        if let Some(listener) = &mut self.listener {
            listener.end_rest(self.service.clock.listening());
            let full = self.refused == MAX_REFUSED;
            self.watched.set(LISTENER, if full { PollFd::UNUSED } else { listener.interest() });
        }
    }

    /// Gives a new connection its place, or, over the limit, its refusal.
    fn welcome(&mut self, stream: TcpStream, peer: SocketAddr) {
        let now = self.service.clock.listening();
        let most = self.service.config.max_connections;
        let metrics = &mut self.service.metrics;
        let logger = &self.service.office.logger;
        let connection = if metrics.connections_open < most as u64 {
            metrics.connections_accepted += 1;
            metrics.connections_open += 1;
            logger.info("net.accept", None, format_args!("{peer} connected"));
            Connection::new(stream, peer, now)
        } else {
            metrics.connections_rejected += 1;
            self.refused += 1;
            logger.warn(
                "net.accept",
                None,
                format_args!("{peer} refused: too many connections ({most}/{most})"),
            );
            let mut last_words = Vec::new();
            let text = format!("server busy: too many connections ({most}/{most})");
            put_error(&mut last_words, ErrorCode::Busy, 0, self.service.clock.wall_ms(), &text);
            Connection::refused(stream, peer, now, last_words)
        };
        let token = self.connections.insert(connection);
        self.touch(token);
    }
}
