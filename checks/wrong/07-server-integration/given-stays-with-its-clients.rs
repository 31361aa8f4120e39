//! lesson: 07
//! mistake: while there are only quick requests in the pool, reads no other clients than theirs: they will be back in microseconds,
//! as long as nothing holds them up
//! expect: a request that takes long must not hold up another connection
//! file: capstone/src/net/server/traffic.rs

impl Server {
    pub(super) fn read_ready(&mut self) {
        let ready = self.watched.ready();
        let connections = ready.partition_point(|place| *place < FIRST_CONNECTION)..ready.len();
        let next = ready.partition_point(|place| *place <= self.first_read);
        let first = if connections.contains(&next) { next } else { connections.start };
        self.first_read = ready.get(first).copied().unwrap_or(self.first_read);
        let admission = &self.service.admission;
        let stays = admission.quick() > 0
            && admission.quick() == admission.in_pool()
            && self.connections.values().any(|connection| connection.in_flight > 0);
        for index in (first..connections.end).chain(connections.start..first) {
            let place = self.watched.ready()[index];
            let Some(token) = self.connections.token(place - FIRST_CONNECTION) else { continue };
            if stays && self.connections.get_mut(token).is_some_and(|connection| connection.in_flight == 0) {
                continue; // its turn comes when the others have their replies
            }
            self.read_share(token);
            self.touch(token);
            self.submit_early();
        }
    }
}
