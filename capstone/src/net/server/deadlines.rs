//! Closes connections whose deadline has passed.

use super::Server;
use crate::net::connection::Overdue;
use crate::net::metrics::CloseReason;
use crate::net::slab::Token;

impl Server {
    /// Acts on every deadline that has passed.
    pub(super) fn expire(&mut self) {
        let now = self.context.clock.listening();
        while let Some((due, token)) = self.timers.pop_due(now) {
            let Some(connection) = self.connections.get_mut(token) else { continue };
            if connection.timer.take_due(due) {
                self.judge(token);
                // Settling takes the last step of a lingering connection, and makes a new entry for one that was looked
                // at too soon.
                self.touch(token);
            }
        }
        let connections = &mut self.connections;
        self.timers.sweep(connections.len(), |at, token| {
            connections.get_mut(token).is_some_and(|connection| connection.timer.is_at(at))
        });
    }

    /// Acts on a connection's deadline, if one has passed; but not before a last look at the socket. The system may
    /// have received in time what the loop has not read yet.
    fn judge(&mut self, token: Token) {
        let now = self.context.clock.listening();
        // A frame ends somewhere, so this does too.
        while matches!(self.overdue(token), Some(Overdue::Activity | Overdue::Frame)) && self.read(token) {}
        let Some(what) = self.overdue(token) else { return };
        let Some(connection) = self.connections.get_mut(token) else { return };
        match what {
            Overdue::Activity => self.close(token, CloseReason::IdleTimeout),
            Overdue::Frame => self.context.time_out_frame(connection),
            // Linux reports room for writing only when a third of its buffer is free, which a slow client may take
            // longer to read than it has.
            Overdue::Write => match connection.flush(now) {
                Ok(0) => self.close(token, CloseReason::WriteTimeout),
                Ok(written) => self.context.metrics.bytes_sent += written as u64,
                Err(_) => self.close(token, CloseReason::Reset),
            },
            Overdue::Linger => {}
        }
    }

    /// What a connection has missed its deadline for.
    fn overdue(&mut self, token: Token) -> Option<Overdue> {
        let now = self.context.clock.listening();
        let (deadline, what) = self.connections.get_mut(token)?.deadline(&self.context.config)?;
        (deadline <= now).then_some(what)
    }
}
