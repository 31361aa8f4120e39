//! lesson: 07
//! mistake: writes to a client only when none of its requests is under way, so that one call is enough for all replies
//! expect: a quick request must be answered before an earlier, slow one
//! file: capstone/src/net/server/traffic.rs

impl Server {
    fn settle(&mut self, token: Token) {
        let now = self.context.clock.listening();
        loop {
            let Some(connection) = self.connections.get_mut(token) else { return };
            connection.touched = false;
            if connection.in_flight > 0 {
                return self.watch(token); // the last of them brings us back
            }
            match connection.flush(now) {
                Ok(written) => self.context.metrics.bytes_sent += written as u64,
                Err(_) => return self.close(token, CloseReason::Reset),
            }
            self.context.spare.put(connection.outbox.surplus());
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
}
