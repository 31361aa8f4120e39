//! lesson: 08
//! mistake: counts the sleeps in poll among the joins, for neither is a condition: the table has no row `poll`
//! expect: poll must not be among the joins

impl Profile {
    pub fn end_wait(&mut self, now: Instant) {
        let Some((place, since)) = self.waiting.take() else { return };
        let waited = now.saturating_duration_since(since);
        match place {
            Place::Lock(name) => row(&mut self.locks, name, LockStats::default).wait.record(waited),
            Place::Condition(name) => row(&mut self.sleeps, name, Summary::rough).record(waited),
            // Neither has a name of its own that lives long enough.
            Place::Join(_) | Place::Poll => row(&mut self.sleeps, JOIN, Summary::rough).record(waited),
        }
    }
}
