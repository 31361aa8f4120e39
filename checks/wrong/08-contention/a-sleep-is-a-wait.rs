//! lesson: 08
//! mistake: counts a sleep on a condition as a wait for a lock of that name
//! expect: a sleep on a condition must count as idleness, and not as contention
//! file: capstone/src/observe/contention/profile.rs
impl Profile {
    pub fn end_wait(&mut self, now: Instant) {
        let Some((place, since)) = self.waiting.take() else { return };
        let waited = now.saturating_duration_since(since);
        match place {
            Place::Lock(name) | Place::Condition(name) => {
                row(&mut self.locks, name, LockStats::default).wait.record(waited);
            }
            Place::Join(_) => row(&mut self.sleeps, JOIN, Summary::rough).record(waited),
            Place::Poll => row(&mut self.sleeps, "poll", Summary::rough).record(waited),
        }
    }
}
