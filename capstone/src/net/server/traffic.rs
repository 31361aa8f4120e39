//! A turn's work on the connections: reading, writing, closing.

use super::{COMPLETIONS, FIRST_CONNECTION, Server};
use crate::net::connection::Input;
use crate::net::context::Context;
use crate::net::metrics::CloseReason;
use crate::net::slab::Token;
use crate::net::sys::PollFd;
use crate::sync::thread;
use std::mem;

impl Server {
    /// Collects the completions, and puts the replies into their connections' outboxes.
    pub(super) fn collect(&mut self) {
        let rung = self.watched.is_ready(COMPLETIONS);
        self.service.worker_context.completions.collect(rung, &mut self.finished);
        self.complete_finished();
    }

    fn complete_finished(&mut self) {
        let mut finished = mem::take(&mut self.finished);
        for mut batch in finished.drain(..) {
            self.service.record_times(&mut self.context, &batch);
            let was_begun = batch.begun.is_some();
            for request in batch.requests.drain(..) {
                let token = request.token;
                let connection = self.connections.get_mut(token);
                self.service.complete(&mut self.context, connection, request, was_begun);
                self.touch(token);
            }
            self.service.recycle(batch.requests);
        }
        self.finished = finished;
    }

    /// Submits the admitted requests. Without a pool they are served here and now.
    pub(super) fn submit(&mut self) {
        self.service.submit(&mut self.finished);
        if !self.finished.is_empty() {
            self.context.clock.measure_on();
            self.complete_finished();
        }
    }

    /// Gives another turn to the connections that had too many requests for one turn.
    pub(super) fn go_on(&mut self) {
        for token in mem::take(&mut self.unfinished) {
            if let Some(connection) = self.connections.get_mut(token) {
                connection.budget_spent = false;
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
            self.read_share(token);
            self.touch(token);
            self.submit_early();
        }
    }

    /// Prevents the first connections of a turn from taking all places.
    ///
    /// Without a pool, the requests just read are run and answered before another connection is read. With a pool that
    /// is full of quick requests, the workers get them now, and the CPU if they wait for this one: they need less time
    /// than the loop needs for its turn, and each finished request makes room. On two cores this is the difference
    /// between one refusal and three. Other requests take longer than any turn, so the loop does not wait for them.
    fn submit_early(&mut self) {
        if self.service.executor.is_inline() {
            self.submit();
            self.settle_touched();
        } else if self.service.admission.is_full() && self.service.admission.quick() > 0 {
            self.submit();
            thread::yield_now();
            self.collect();
        }
    }

    /// Reads a connection once, and a large frame that is on its way once more: most of the rest may be there already.
    fn read_share(&mut self, token: Token) {
        if self.read(token)
            && self.connections.get_mut(token).is_some_and(|connection| connection.has_large_frame())
        {
            self.read(token);
        }
    }

    /// Reads a connection once. Returns whether bytes came.
    pub(super) fn read(&mut self, token: Token) -> bool {
        let Some(connection) = self.connections.get_mut(token) else { return false };
        if !connection.wants_bytes(&self.context.config) {
            return false; // it is ready for writing, or broken, which writing will tell
        }
        let now = self.context.clock.listening();
        match connection.read(&mut self.read_buffer, &mut self.context.spare, now) {
            Ok(Input::Bytes(count)) => {
                self.context.metrics.bytes_received += count as u64;
                if connection.is_open() {
                    self.receive(token, count);
                }
                true
            }
            Ok(Input::Nothing | Input::End) => false,
            Err(_) => {
                self.close(token, CloseReason::Reset);
                false
            }
        }
    }

    /// Serves what a read has brought: the `count` bytes in the read buffer, or those that have gone to a large frame.
    fn receive(&mut self, token: Token, count: usize) {
        let Some(connection) = self.connections.get_mut(token) else { return };
        if connection.has_large_frame() {
            return self.serve_earlier(token);
        }
        let bytes = &self.read_buffer[..count];
        if connection.inbox.is_empty() {
            let done = self.service.serve(&mut self.context, token, connection, bytes);
            let (rest, Context { config, spare, .. }) = (&bytes[done..], &mut self.context);
            if !rest.is_empty() && !connection.begin_large_frame(rest, config, spare) {
                let rest = spare.copy_of(rest);
                spare.put(connection.inbox.append(rest));
            }
        } else {
            connection.inbox.push(bytes);
            self.serve_earlier(token);
        }
    }

    /// Serves what was read earlier, as far as the connection's limits allow now.
    fn serve_earlier(&mut self, token: Token) {
        let Some(connection) = self.connections.get_mut(token) else { return };
        if let Some(frame) = connection.take_large_frame(&self.context.config) {
            self.service.serve_large(&mut self.context, token, connection, frame);
        }
        if connection.inbox.is_empty() {
            return;
        }
        let mut inbox = mem::take(&mut connection.inbox);
        let done = self.service.serve(&mut self.context, token, connection, inbox.bytes());
        inbox.consume(done);
        let Context { config, spare, .. } = &mut self.context;
        if connection.begin_large_frame(inbox.bytes(), config, spare) {
            inbox.consume(inbox.len());
        }
        spare.put(inbox.surplus());
        connection.inbox = inbox;
    }

    /// Marks a connection as changed: it will be settled before the loop sleeps.
    pub(super) fn touch(&mut self, token: Token) {
        if let Some(connection) = self.connections.get_mut(token)
            && !mem::replace(&mut connection.touched, true)
        {
            self.touched.push(token);
        }
    }

    /// Settles every changed connection, and those that this changes: a request that was read earlier may be served
    /// now. Each connection's share of a turn bounds the work.
    pub(super) fn settle_all(&mut self) {
        while !self.touched.is_empty() {
            self.settle_touched();
            self.submit();
        }
    }

    fn settle_touched(&mut self) {
        while let Some(token) = self.touched.pop() {
            self.settle(token);
        }
    }

    /// Writes what can be written, then brings everything that depends on a connection's state up to date.
    fn settle(&mut self, token: Token) {
        let now = self.context.clock.listening();
        loop {
            let Some(connection) = self.connections.get_mut(token) else { return };
            connection.touched = false;
            match connection.flush(now) {
                Ok(written) => self.context.metrics.bytes_sent += written as u64,
                Err(_) => return self.close(token, CloseReason::Reset),
            }
            self.context.spare.put(connection.outbox.surplus());
            // Replies that have left may have made room for requests that were read before.
            if connection.may_take_request(&self.context.config) {
                self.serve_earlier(token);
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
        let config = &self.context.config;
        connection.run_frame_clock(config, self.context.clock.listening());
        self.watched.set(FIRST_CONNECTION + token.slot, connection.interest(config));
        if connection.budget_spent {
            self.unfinished.push(token);
        }
        if let Some((deadline, _)) = connection.deadline(config) {
            self.timers.schedule(token, &mut connection.timer, deadline);
        }
    }

    pub(super) fn close(&mut self, token: Token, reason: CloseReason) {
        let Some(connection) = self.connections.remove(token) else { return };
        // A client that has got its last reply may disconnect in any way: a reset then does not count as one.
        let reason = connection.lingers_because().unwrap_or(reason);
        self.watched.set(FIRST_CONNECTION + token.slot, PollFd::UNUSED);
        if connection.admitted {
            self.context.metrics.count_close(reason);
        } else {
            self.refused -= 1;
        }
        if let Some(drain) = &mut self.drain {
            drain.undelivered |= reason == CloseReason::WriteTimeout;
        }
        let logger = &self.context.logger;
        logger.info("net.close", None, format_args!("{} closed: {}", connection.peer, reason.name()));
        drop(connection);
        if let Some(listener) = &mut self.listener {
            listener.wake();
        }
    }
}
