//! lesson: 08
//! mistake: records locks and conditions, and nothing else
//! expect: a join must count as idleness, and not as contention
//! file: capstone/src/observe/contention/profile.rs
impl Profile {
    pub fn end_wait(&mut self, now: Instant) {
        let Some((place, since)) = self.waiting.take() else { return };
        let waited = now.saturating_duration_since(since);
        match place {
            Place::Lock(name) => row(&mut self.locks, name, LockStats::default).wait.record(waited),
            Place::Condition(name) => row(&mut self.sleeps, name, Summary::rough).record(waited),
            Place::Join(_) | Place::Poll => {}
        }
    }
}
