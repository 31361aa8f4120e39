//! lesson: 08
//! mistake: takes all time before a thread's first wait for a lock for idleness: until then it had nothing to do with locks
//! expect: left: (5ms, 1ms)
//! file: capstone/src/observe/contention/profile.rs

impl Profile {
    pub fn end_wait(&mut self, now: Instant) {
        let Some((place, since)) = self.waiting.take() else { return };
        let waited = now.saturating_duration_since(since);
        match place {
            Place::Lock(name) => {
                if self.locks.is_empty() {
                    let before = since.saturating_duration_since(self.since);
                    row(&mut self.sleeps, "before the first lock", Summary::rough).record(before);
                }
                row(&mut self.locks, name, LockStats::default).wait.record(waited);
            }
            Place::Condition(name) => row(&mut self.sleeps, name, Summary::rough).record(waited),
            Place::Join(_) => row(&mut self.sleeps, JOIN, Summary::rough).record(waited),
            Place::Poll => row(&mut self.sleeps, "poll", Summary::rough).record(waited),
        }
    }
}
