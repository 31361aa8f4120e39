//! lesson: 08
//! mistake: leaves the wait where `begin_wait` has put it: what ends twice counts twice
//! expect: a wait must count once, from its own beginning
//! file: capstone/src/observe/contention/profile.rs
impl Profile {
    pub fn end_wait(&mut self, now: Instant) {
        let Some((place, since)) = self.waiting.clone() else { return };
        let waited = now.saturating_duration_since(since);
        match place {
            Place::Lock(name) => row(&mut self.locks, name, LockStats::default).wait.record(waited),
            Place::Condition(name) => row(&mut self.sleeps, name, Summary::rough).record(waited),
            Place::Join(_) => row(&mut self.sleeps, JOIN, Summary::rough).record(waited),
            Place::Poll => row(&mut self.sleeps, "poll", Summary::rough).record(waited),
        }
    }
}
