//! A turn's work on the connections: accepting, reading, writing, closing.

use super::{FIRST_CONNECTION, LISTENER, MAX_REFUSED, Server};
use crate::net::connection::{Connection, Overdue};
use crate::net::error_code::ErrorCode;
use crate::net::frame::put_error;
use crate::net::listener::Accepted;
use crate::net::metrics::CloseReason;
use crate::net::slab::Token;
use crate::net::socket::Input;
use crate::net::sys::PollFd;
use crate::sync::thread;
use std::mem;
use std::net::{SocketAddr, TcpStream};

/// Connections accepted in one turn: a burst must not keep the loop from those it serves already.
const ACCEPTS_PER_TURN: usize = 64;

impl Server {
    /// Puts the replies that workers have made into their connections' outboxes.
    pub(super) fn collect(&mut self) {
        self.service.office.completions.take(&mut self.finished);
        let mut finished = mem::take(&mut self.finished);
        for completion in finished.drain(..) {
            let token = completion.token;
            self.service.complete(self.connections.get_mut(token), completion);
            self.touch(token);
        }
        self.finished = finished;
    }

    /// Gives those another turn that had more requests than one turn's.
    pub(super) fn go_on(&mut self) {
        for token in mem::take(&mut self.unfinished) {
            if let Some(connection) = self.connections.get_mut(token) {
                connection.has_had_its_turn = false;
            }
            self.touch(token);
        }
    }

    /// Reads every connection that poll found ready, once.
    ///
    /// Each turn begins with another connection. In an overload a turn has more requests than the pool has places:
    /// if it always began with the same connection, the last ones would never be served.
    pub(super) fn read_ready(&mut self) {
        let places = FIRST_CONNECTION..self.poll_set.len();
        self.first_to_read = match self.first_to_read + 1 {
            next if places.contains(&next) => next,
            _ => places.start,
        };
        for place in (self.first_to_read..places.end).chain(places.start..self.first_to_read) {
            if !self.poll_set[place].is_ready() {
                continue;
            }
            let Some(token) = self.connections.token(place - FIRST_CONNECTION) else { continue };
            self.read(token);
            self.touch(token);
            self.relieve();
        }
    }

    /// Keeps a turn's first connections from leaving nothing for the others.
    ///
    /// Without a pool, the requests just read are run and answered before anybody else is read. With one that is full
    /// of quick requests, the workers get them now, and the CPU if they wait for this one: they need less time than
    /// the loop needs for its turn, and what they have finished makes room. On two cores this is the difference
    /// between one refusal and three. Other requests take longer than any turn, so there is nothing to wait for.
    fn relieve(&mut self) {
        if self.service.executor.is_inline() {
            self.service.submit();
            self.collect();
            self.settle_touched();
        } else if self.service.is_full() && self.service.quick_in_pool > 0 {
            self.service.submit();
            thread::yield_now();
            self.collect();
        }
    }

    fn read(&mut self, token: Token) {
        let Some(connection) = self.connections.get_mut(token) else { return };
        if !connection.wants_bytes(&self.service.config) {
            return; // it is ready for writing, or broken, which writing will tell
        }
        match connection.read(&mut self.read_buffer, self.service.clock.listening()) {
            Ok(Input::Bytes(count)) => {
                self.service.metrics.bytes_received += count as u64;
                if connection.is_open() {
                    self.receive(token, count);
                }
            }
            Ok(Input::Nothing | Input::End) => {}
            Err(_) => self.close(token, CloseReason::Reset),
        }
    }

    /// Serves the `count` bytes in the read buffer. What is left of them moves to the connection's inbox.
    fn receive(&mut self, token: Token, count: usize) {
        let Some(connection) = self.connections.get_mut(token) else { return };
        let bytes = &self.read_buffer[..count];
        if connection.inbox.is_empty() {
            let done = self.service.serve(token, connection, bytes);
            connection.inbox.push(&bytes[done..]);
        } else {
            connection.inbox.push(bytes);
            self.serve_inbox(token);
        }
    }

    /// Serves what was read earlier, as far as the connection's limits allow now.
    fn serve_inbox(&mut self, token: Token) {
        let Some(connection) = self.connections.get_mut(token) else { return };
        let mut inbox = mem::take(&mut connection.inbox);
        let done = self.service.serve(token, connection, inbox.bytes());
        inbox.consume(done);
        connection.inbox = inbox;
    }

    /// Notes that something has happened to a connection: it will be settled before the loop sleeps.
    pub(super) fn touch(&mut self, token: Token) {
        if let Some(connection) = self.connections.get_mut(token)
            && !mem::replace(&mut connection.touched, true)
        {
            self.touched.push(token);
        }
    }

    pub(super) fn settle_touched(&mut self) {
        while let Some(token) = self.touched.pop() {
            self.settle(token);
        }
    }

    /// Writes what can be written, then brings everything that depends on a connection's state up to date.
    fn settle(&mut self, token: Token) {
        let now = self.service.clock.listening();
        loop {
            let Some(connection) = self.connections.get_mut(token) else { return };
            connection.touched = false;
            match connection.flush(now) {
                Ok(written) => self.service.metrics.bytes_sent += written as u64,
                Err(_) => return self.close(token, CloseReason::Reset),
            }
            // Replies that have left may have made room for requests that were read before.
            if connection.may_take_request(&self.service.config) && !connection.inbox.is_empty() {
                self.serve_inbox(token);
            }
            let Some(connection) = self.connections.get_mut(token) else { return };
            if let Some(reason) = connection.step(now) {
                return self.close(token, reason);
            }
            if connection.outbox.is_empty() || connection.is_stuck() {
                return self.watch(token);
            }
        }
    }

    /// Tells poll and the timers what the connection waits for now.
    fn watch(&mut self, token: Token) {
        let Some(connection) = self.connections.get_mut(token) else { return };
        let config = &self.service.config;
        connection.run_frame_clock(config, self.service.clock.listening());
        self.poll_set[FIRST_CONNECTION + token.slot] = connection.interest(config);
        if connection.has_had_its_turn {
            self.unfinished.push(token);
        }
        if let Some((deadline, _)) = connection.deadline(config) {
            self.timers.schedule(token, &mut connection.appointment, deadline);
        }
    }

    /// Accepts whoever waits, but not too many in one turn.
    pub(super) fn accept(&mut self) {
        let now = self.service.clock.listening();
        let mut budget = if self.poll_set[LISTENER].is_ready() { ACCEPTS_PER_TURN } else { 0 };
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
            self.poll_set[LISTENER] = if full { PollFd::UNUSED } else { listener.interest() };
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
        let place = FIRST_CONNECTION + token.slot;
        if place >= self.poll_set.len() {
            self.poll_set.push(PollFd::UNUSED);
        }
        self.touch(token);
    }

    /// Acts on every deadline that has passed.
    pub(super) fn expire(&mut self) {
        let now = self.service.clock.listening();
        while let Some((due, token)) = self.timers.pop_due(now) {
            let Some(connection) = self.connections.get_mut(token) else { continue };
            if !connection.appointment.keep(due) {
                continue;
            }
            match connection.deadline(&self.service.config).filter(|(at, _)| *at <= now) {
                Some((_, Overdue::Activity)) => self.close(token, CloseReason::IdleTimeout),
                // Linux reports room for writing only when a third of its buffer is free, which a slow client may take
                // longer to read than it has. So before the verdict the question: does it take a byte?
                Some((_, Overdue::Write)) => match connection.flush(now) {
                    Ok(0) => self.close(token, CloseReason::WriteTimeout),
                    Ok(written) => self.service.metrics.bytes_sent += written as u64,
                    Err(_) => self.close(token, CloseReason::Reset),
                },
                Some((_, Overdue::Frame)) => self.service.time_out_frame(connection),
                // Settling takes the last step of a lingering connection, and makes a new appointment for one that
                // was looked at too soon.
                Some((_, Overdue::Linger)) | None => {}
            }
            self.touch(token);
        }
        let connections = &mut self.connections;
        self.timers.sweep(connections.len(), |at, token| {
            connections.get_mut(token).is_some_and(|connection| connection.appointment.is_at(at))
        });
    }

    pub(super) fn close(&mut self, token: Token, reason: CloseReason) {
        let Some(connection) = self.connections.remove(token) else { return };
        // A client that has heard our last word may go as it likes: a reset then does not count as one.
        let reason = connection.lingers_because().unwrap_or(reason);
        self.poll_set[FIRST_CONNECTION + token.slot] = PollFd::UNUSED;
        if connection.admitted {
            self.service.metrics.count_close(reason);
        } else {
            self.refused -= 1;
        }
        if let Some(drain) = &mut self.drain {
            drain.undelivered |= reason == CloseReason::WriteTimeout;
        }
        let logger = &self.service.office.logger;
        logger.info("net.close", None, format_args!("{} closed: {}", connection.peer, reason.name()));
        drop(connection);
        if let Some(listener) = &mut self.listener {
            listener.wake();
        }
    }
}
