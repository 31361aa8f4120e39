//! New connections: a turn accepts its share of those that wait, and sends an error to those over the limit.

use super::{BindError, LISTENER, Server};
use crate::net::connection::Connection;
use crate::net::error_code::ErrorCode;
use crate::net::frame::put_error;
use crate::net::listener::Accepted;
use crate::net::sys::{self, PollFd};
use std::net::{SocketAddr, TcpStream};

/// Connections accepted in one turn: a burst must not keep the loop from the clients that it serves already.
const ACCEPTS_PER_TURN: usize = 64;

/// Refused connections that may linger at once. While there are as many, no connection is accepted; but in a drain, which
/// has nothing else to use its descriptors for, all that wait are told.
const MAX_REFUSED: usize = 100;

/// Descriptors for all that is not an admitted connection: the refused ones, standard streams, pipes, log, listener.
const OTHER_DESCRIPTORS: u64 = MAX_REFUSED as u64 + 28;

/// Raises the soft limit on descriptors as far as needed. A poll set larger than the limit makes poll fail.
pub(super) fn make_room_for(connections: usize) -> Result<(), BindError> {
    let needed = connections as u64 + OTHER_DESCRIPTORS;
    if let Some(most) = most_connections(sys::MOST_POLLED).filter(|most| connections as u64 > *most) {
        return Err(BindError::TooManyToPoll { connections, most });
    }
    let limit =
        sys::raise_descriptor_limit(needed).map_err(|reason| BindError::RaiseLimit { needed, reason })?;
    if limit < needed {
        return Err(BindError::TooFewDescriptors { connections, needed, hard_limit: limit });
    }
    Ok(())
}

/// How many connections there may be if poll takes at most so many entries.
fn most_connections(most_polled: Option<u64>) -> Option<u64> {
    most_polled.map(|most| most.saturating_sub(OTHER_DESCRIPTORS))
}

impl Server {
    /// Accepts the connections that wait, but not too many in one turn.
    pub(super) fn accept(&mut self) {
        let now = self.context.clock.listening();
        let mut budget = self.accepts_this_turn();
        while budget > 0
            && self.may_refuse_one_more()
            && let Some(listener) = &mut self.listener
        {
            budget -= 1;
            match listener.accept(now) {
                Accepted::Connection(stream, peer) => self.welcome(stream, peer),
                Accepted::Nobody => return self.found_nobody(),
                Accepted::Gone => {}
                Accepted::NoRoom(error) => {
                    let logger = &self.context.logger;
                    logger.warn("net.error", None, format_args!("cannot accept, will try again: {error}"));
                    return;
                }
            }
        }
    }

    fn may_refuse_one_more(&self) -> bool {
        self.refused < MAX_REFUSED || self.drain.is_some()
    }

    fn accepts_this_turn(&self) -> usize {
        match &self.drain {
            Some(drain) => drain.backlog.min(ACCEPTS_PER_TURN),
            None if self.watched.is_ready(LISTENER) => ACCEPTS_PER_TURN,
            None => 0,
        }
    }

    /// Tells poll whether to watch the listener. Called right before each poll, because the listener may wait for a
    /// connection that closes anywhere in a turn.
    pub(super) fn watch_listener(&mut self) {
        let has_room = self.may_refuse_one_more();
        if let Some(listener) = &mut self.listener {
            listener.end_rest(self.context.clock.listening());
            self.watched.set(LISTENER, if has_room { listener.interest() } else { PollFd::UNUSED });
        }
    }

    /// Gives a new connection its place, or says why it has none.
    fn welcome(&mut self, stream: TcpStream, peer: SocketAddr) {
        let now = self.context.clock.listening();
        let most = self.context.config.max_connections;
        if let Some(drain) = &mut self.drain {
            drain.backlog -= 1;
            self.turn_away(stream, peer, ErrorCode::ShuttingDown, "the server is shutting down");
        } else if self.context.metrics.connections_open < most as u64 {
            self.context.metrics.connections_accepted += 1;
            self.context.metrics.connections_open += 1;
            self.context.logger.info("net.accept", None, format_args!("{peer} connected"));
            let token = self.connections.insert(Connection::new(stream, peer, now));
            self.touch(token);
        } else {
            let text = format!("server busy: too many connections ({most}/{most})");
            self.turn_away(stream, peer, ErrorCode::Busy, &text);
        }
    }

    fn turn_away(&mut self, stream: TcpStream, peer: SocketAddr, code: ErrorCode, text: &str) {
        self.context.metrics.connections_rejected += 1;
        self.refused += 1;
        self.context.logger.warn("net.accept", None, format_args!("{peer} refused: {text}"));
        let mut last_words = Vec::new();
        put_error(&mut last_words, code, 0, self.context.clock.wall_ms(), text);
        let now = self.context.clock.listening();
        let token = self.connections.insert(Connection::refused(stream, peer, now, last_words));
        self.touch(token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_poll_has_a_limit_the_connections_have_one() {
        assert_eq!(most_connections(None), None);
        assert_eq!(most_connections(Some(10_240)), Some(10_240 - 128));
        assert_eq!(most_connections(Some(5)), Some(0));
    }
}
