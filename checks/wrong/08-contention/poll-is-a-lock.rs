//! lesson: 08
//! mistake: counts the event loop's sleep in poll as a wait for a lock
//! expect: a sleep in poll must count as idleness, and not as contention
//! file: capstone/src/observe/contention/profile.rs
impl Profile {
    pub fn end_wait(&mut self, now: Instant) {
        let Some((place, since)) = self.waiting.take() else { return };
        let waited = now.saturating_duration_since(since);
        match place {
            Place::Condition(name) => row(&mut self.sleeps, name, Summary::rough).record(waited),
            Place::Join(_) => row(&mut self.sleeps, JOIN, Summary::rough).record(waited),
            Place::Lock(name) => row(&mut self.locks, name, LockStats::default).wait.record(waited),
            Place::Poll => row(&mut self.locks, "poll", LockStats::default).wait.record(waited),
        }
    }
}
