//! lesson: 08
//! mistake: begins the waits and holds anew with each meter, and lets the acquisitions go on
//! expect: since it was started the lock was taken once
//! file: capstone/src/observe/contention/collect.rs

impl Figures {
    fn restart(&mut self, now: Instant) {
        self.profile.restart(now);
    }
}
