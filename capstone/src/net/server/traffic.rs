//! A turn's work on the connections: reading, writing, closing.

use super::{FIRST_CONNECTION, Server};
use crate::net::connection::Overdue;
use crate::net::metrics::CloseReason;
use crate::net::slab::Token;
use crate::net::socket::Input;
use crate::net::sys::PollFd;
use crate::sync::thread;
use std::mem;

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
        let ready = self.watched.ready();
        let connections = ready.partition_point(|place| *place < FIRST_CONNECTION)..ready.len();
        let next = ready.partition_point(|place| *place <= self.first_read);
        let first = if connections.contains(&next) { next } else { connections.start };
        self.first_read = ready.get(first).copied().unwrap_or(self.first_read);
        for index in (first..connections.end).chain(connections.start..first) {
            let place = self.watched.ready()[index];
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
            if done < count {
                let rest = self.service.spare.copy_of(&bytes[done..]);
                self.service.spare.put(connection.inbox.append(rest));
            }
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
        self.service.spare.put(inbox.surplus());
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
            self.service.spare.put(connection.outbox.surplus());
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
        self.watched.set(FIRST_CONNECTION + token.slot, connection.interest(config));
        if connection.has_had_its_turn {
            self.unfinished.push(token);
        }
        if let Some((deadline, _)) = connection.deadline(config) {
            self.timers.schedule(token, &mut connection.appointment, deadline);
        }
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
        self.watched.set(FIRST_CONNECTION + token.slot, PollFd::UNUSED);
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
