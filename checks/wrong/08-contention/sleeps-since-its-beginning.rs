//! lesson: 08
//! mistake: a thread's first sleep on a condition counts from the beginning of its profile, for before it there was no job
//! expect: left: (0ns, 6ms)
//! file: capstone/src/observe/contention/profile.rs

impl Profile {
    pub fn end_wait(&mut self, now: Instant) {
        let Some((place, since)) = self.waiting.take() else { return };
        let waited = now.saturating_duration_since(since);
        match place {
            Place::Lock(name) => row(&mut self.locks, name, LockStats::default).wait.record(waited),
            Place::Condition(name) => {
                // A worker has no job before it has slept for the first time.
                let slept = if self.sleeps.is_empty() { self.life(now) } else { waited };
                row(&mut self.sleeps, name, Summary::rough).record(slept);
            }
            Place::Join(_) => row(&mut self.sleeps, JOIN, Summary::rough).record(waited),
            Place::Poll => row(&mut self.sleeps, "poll", Summary::rough).record(waited),
        }
    }
}
