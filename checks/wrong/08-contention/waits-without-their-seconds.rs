//! lesson: 08
//! mistake: takes `subsec_nanos` for the nanoseconds of a wait, so that its whole seconds are missing
//! expect: of two waits of 7.000000001s it says otherwise

impl Profile {
    pub fn end_wait(&mut self, now: Instant) {
        let Some((place, since)) = self.waiting.take() else { return };
        let waited = Duration::from_nanos(now.saturating_duration_since(since).subsec_nanos().into());
        match place {
            Place::Lock(name) => row(&mut self.locks, name, LockStats::default).wait.record(waited),
            Place::Condition(name) => row(&mut self.sleeps, name, Summary::rough).record(waited),
            Place::Join(_) => row(&mut self.sleeps, JOIN, Summary::rough).record(waited),
            Place::Poll => row(&mut self.sleeps, "poll", Summary::rough).record(waited),
        }
    }
}
