//! lesson: 08
//! mistake: records waits in whole milliseconds, of which most waits take none
//! expect: a wait must count in full, however short
//! file: capstone/src/observe/contention/profile.rs
impl Profile {
    pub fn end_wait(&mut self, now: Instant) {
        let Some((place, since)) = self.waiting.take() else { return };
        let waited = Duration::from_millis(now.saturating_duration_since(since).as_millis() as u64);
        match place {
            Place::Lock(name) => row(&mut self.locks, name, LockStats::default).wait.record(waited),
            Place::Condition(name) => row(&mut self.sleeps, name, Summary::rough).record(waited),
            Place::Join(_) => row(&mut self.sleeps, JOIN, Summary::rough).record(waited),
            Place::Poll => row(&mut self.sleeps, "poll", Summary::rough).record(waited),
        }
    }
}
