//! lesson: 08
//! mistake: counts every wait as idleness, also that for a lock
//! expect: a wait for a lock must count as contention, and not as idleness
//! file: capstone/src/observe/contention/profile.rs
impl Profile {
    pub fn end_wait(&mut self, now: Instant) {
        let Some((place, since)) = self.waiting.take() else { return };
        let waited = now.saturating_duration_since(since);
        let name = match place {
            Place::Lock(name) | Place::Condition(name) => name,
            Place::Join(_) => JOIN,
            Place::Poll => "poll",
        };
        row(&mut self.sleeps, name, Summary::rough).record(waited);
    }
}
